/** The lives of certificate, medium and seal as tables: what may happen, by whom, and what follows. */
export * from './certificate.ts';
export * from './follow.ts';
export * from './life.ts';
export * from './lives.ts';
export * from './medium.ts';
export * from './seal.ts';
