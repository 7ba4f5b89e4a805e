import { createRequire } from 'node:module';
import type koffiModule from 'koffi';
import { KeyStoreError } from '../errors.ts';

/** The foreign-function layer, loaded when a module is. */
export function foreign(): typeof koffiModule {
  try {
    return createRequire(import.meta.url)('koffi');
  } catch (error) {
    throw new KeyStoreError('STORE_UNREACHABLE', 'the foreign-function layer is not available on this machine', error);
  }
}

/** CK_ULONG in bytes: 8 where `unsigned long` is, 4 on Windows. */
export const WORD = process.platform === 'win32' ? 4 : 8;
const POINTER = 8;
/** CK_UNAVAILABLE_INFORMATION, the largest CK_ULONG: an attribute that is not there or not given out. */
const UNAVAILABLE = WORD === 8 ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;

/** Memory that C may keep a pointer to for as long as the Buffer is referenced: never moved by the collector. */
export const fixed = (size: number): Buffer => Buffer.from(new ArrayBuffer(size));

/** A copy in memory that does not move. */
export function fixedCopy(bytes: Uint8Array): Buffer {
  const copy = fixed(bytes.length);
  copy.set(bytes);
  return copy;
}

/** A CK_ULONG as bytes. */
export function wordBytes(value: number): Buffer {
  const bytes = fixed(WORD);
  writeWord(bytes, 0, BigInt(value));
  return bytes;
}

/** CK_BBOOL. */
export const yes = (): Buffer => fixedCopy(Uint8Array.of(1));
export const no = (): Buffer => fixedCopy(Uint8Array.of(0));

function writeWord(into: Buffer, at: number, value: bigint): void {
  if (WORD === 8) into.writeBigUInt64LE(value, at);
  else into.writeUInt32LE(Number(value), at);
}

export function readWord(from: Buffer, at: number): bigint {
  return WORD === 8 ? from.readBigUInt64LE(at) : BigInt(from.readUInt32LE(at));
}

export interface Attribute {
  readonly type: number;
  readonly value: Buffer;
}

/** An array of CK_ATTRIBUTE, or one CK_MECHANISM: three words each. Keeps the values alive. */
export interface Template {
  readonly bytes: Buffer;
  readonly count: number;
  readonly keeps: readonly Buffer[];
}

const STRIDE = 2 * WORD + POINTER;

/** Lays attributes out as C reads them. */
export function template(attributes: readonly Attribute[]): Template {
  const { address } = foreign();
  const bytes = fixed(Math.max(1, attributes.length) * STRIDE);
  for (const [index, { type, value }] of attributes.entries()) {
    const at = index * STRIDE;
    writeWord(bytes, at, BigInt(type));
    bytes.writeBigUInt64LE(value.length === 0 ? 0n : BigInt(address(value)), at + WORD);
    writeWord(bytes, at + WORD + POINTER, BigInt(value.length));
  }
  return { bytes, count: attributes.length, keeps: attributes.map(({ value }) => value) };
}

/** CK_MECHANISM: the same three words. */
export const mechanism = (type: number, parameter: Buffer = fixed(0)): Template =>
  template([{ type, value: parameter }]);

/** The length the module wrote for an attribute; undefined when it does not give it out. */
export function lengthOf({ bytes }: Template, index: number): number | undefined {
  const length = readWord(bytes, index * STRIDE + WORD + POINTER);
  return length === UNAVAILABLE ? undefined : Number(length);
}

/** Type, address and length of an attribute or mechanism in memory, for a module written in this language. */
export function readTemplate(
  bytes: Buffer,
  count: number,
): { readonly type: number; readonly address: bigint; readonly length: number }[] {
  return Array.from({ length: count }, (_, index) => ({
    type: Number(readWord(bytes, index * STRIDE)),
    address: bytes.readBigUInt64LE(index * STRIDE + WORD),
    length: Number(readWord(bytes, index * STRIDE + WORD + POINTER)),
  }));
}
export const TEMPLATE_STRIDE = STRIDE;
