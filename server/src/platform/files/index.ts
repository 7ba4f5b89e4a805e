export { type FileRegister, type FileStore, fileStore, readable, type StoredFile } from './files.ts';
export { fileMigrations, fileRegister, keepFiles, LOOSE_MS, sweepFiles } from './register.ts';
