import { DerReader, der } from '@yinxin/pki';
import { KeyStoreError } from '../errors.ts';
import { type FunctionTable, must } from './functions.ts';
import { fixed, lengthOf, template, wordBytes } from './layout.ts';
import { CKA } from './numbers.ts';

/** Values of attributes of an object, in the order asked for. Throws STORE_KEY_MISSING when one is not given out. */
export async function attributes(
  table: FunctionTable,
  session: number,
  object: number,
  types: readonly number[],
): Promise<Buffer[]> {
  const lengths = template(types.map((type) => ({ type, value: fixed(0) })));
  await must(table, 'C_GetAttributeValue', session, object, lengths, lengths.count);
  const values = types.map((type, index) => {
    const length = lengthOf(lengths, index);
    if (length === undefined)
      throw new KeyStoreError('STORE_KEY_MISSING', `attribute 0x${type.toString(16)} is closed`);
    return { type, value: fixed(length) };
  });
  const filled = template(values);
  await must(table, 'C_GetAttributeValue', session, object, filled, filled.count);
  return values.map(({ value }, index) => value.subarray(0, lengthOf(filled, index)));
}

/** 04‖X‖Y of CKA_EC_POINT: an OCTET STRING in DER after the standard, bare in some modules. */
export function pointOf(value: Uint8Array): Uint8Array {
  if (value[0] === 4 && value.length % 2 === 1 && value[1] !== value.length - 2) return new Uint8Array(value);
  try {
    const all = DerReader.over(new Uint8Array(value));
    const point = all.octets().slice();
    all.end();
    return point;
  } catch {
    return new Uint8Array(value);
  }
}

/** RSAPublicKey (RFC 8017 appendix A.1.1) in DER. */
export function rsaPublicKey(modulus: Uint8Array, exponent: Uint8Array): Uint8Array {
  return der.sequence(der.integer(number(modulus)), der.integer(number(exponent)));
}

/** Ecdsa-Sig-Value, and SM2Signature alike: SEQUENCE { r, s } of the raw r‖s. */
export function signatureInDer(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return der.sequence(der.integer(number(raw.subarray(0, half))), der.integer(number(raw.subarray(half))));
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/** What every new private key is told: stays in the token, hidden, for signing only. */
export const CLASS = (value: number) => ({ type: CKA.class, value: wordBytes(value) });
