export { type FileStore, fileStore, readable, type StoredFile } from './files.ts';
