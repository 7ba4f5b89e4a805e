import { randomBytes, toHex } from '@yinxin/gm';

/** A new certificate serial: 16 bytes, positive, 126 random bits; the second bit is set so that the length is fixed. */
export function newSerial(): bigint {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return BigInt(`0x${toHex(bytes)}`);
}

/** The serial as people and databases write it: upper-case hexadecimal, whole bytes. */
export function serialText(serial: bigint): string {
  const hex = serial.toString(16).toUpperCase();
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
