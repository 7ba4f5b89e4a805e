/** DER as an own small reader and writer: `der.sequence(…)` writes, `DerReader` reads. */
export * as der from './encode.ts';
export { DerReader, type DerValue } from './read.ts';
export { TAG } from './tags.ts';
export { decodeText } from './text.ts';
