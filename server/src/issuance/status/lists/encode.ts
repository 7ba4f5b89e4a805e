import { type Certificate, der, issuerOf, type SignatureAlgorithm } from '@yinxin/pki';

/** What a list says beside its entries. */
export interface ListHead {
  readonly issuer: Certificate;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: number;
  /** Number of the full list a delta counts from. */
  readonly base: number | null;
  /** Address of a part, which stands in the certificates of this part; null for the list of everything. */
  readonly partUrl: string | null;
  /** Where changes since this list are found. */
  readonly deltaUrl: string | null;
}

const extension = (oid: string, critical: boolean, value: Uint8Array) =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
const distributionPoint = (url: string) =>
  der.explicit(0, der.explicit(0, der.implicitPrimitive(6, new TextEncoder().encode(url))));

/** Tag and length of a SEQUENCE whose content has `length` bytes. */
export function sequenceHead(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(0x30, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x30, 0x80 | octets.length, ...octets);
}

/**
 * TBSCertList around entries that are encoded already (RFC 5280 §5.1): what comes before and after them. Without entries
 * the list of them is left away (§5.1.2.6).
 */
export function tbsAround(
  head: ListHead,
  algorithm: Uint8Array,
  entryBytes: number,
): { readonly before: Uint8Array; readonly after: Uint8Array } {
  const issuer = issuerOf(head.issuer);
  const start = [der.integer(1), algorithm, issuer.name, der.time(head.thisUpdate), der.time(head.nextUpdate)];
  const extensions = [
    extension('2.5.29.35', false, der.sequence(der.implicitPrimitive(0, issuer.keyId))),
    extension('2.5.29.20', false, der.integer(head.number)),
    // §5.2.4 and §5.2.5: both change what the list means, so nobody may pass over them.
    ...(head.base === null ? [] : [extension('2.5.29.27', true, der.integer(head.base))]),
    ...(head.partUrl === null ? [] : [extension('2.5.29.28', true, der.sequence(distributionPoint(head.partUrl)))]),
    ...(head.deltaUrl === null || head.base !== null
      ? []
      : [extension('2.5.29.46', false, der.sequence(der.sequence(distributionPoint(head.deltaUrl))))]),
  ];
  const after = der.explicit(0, der.sequence(...extensions));
  const list = entryBytes === 0 ? [] : [sequenceHead(entryBytes)];
  const inside = [...start, ...list];
  const size = inside.reduce((sum, part) => sum + part.length, 0) + entryBytes + after.length;
  return { before: join([sequenceHead(size), ...inside]), after };
}

/** CertificateList around a TBSCertList of `tbsBytes` bytes: what comes before and after it. */
export function signedAround(tbsBytes: number, algorithm: Uint8Array, signature: Uint8Array) {
  const after = join([algorithm, der.bitString(signature)]);
  return { before: sequenceHead(tbsBytes + after.length), after };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export type { SignatureAlgorithm };
