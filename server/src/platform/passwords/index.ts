export { hashPassword, verifyNothing, verifyPassword } from './passwords.ts';
