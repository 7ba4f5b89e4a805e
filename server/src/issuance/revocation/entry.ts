import { der, OID, REVOCATION_REASONS } from '@yinxin/pki';

/** One change of status as a CRL says it. */
export interface EntryData {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly revokedAt: Date;
  /** A CRLReason of RFC 5280 §5.3.1; one nobody defined is left out. */
  readonly reason: string;
  readonly invalidityDate: Date | null;
}

const codes: ReadonlyMap<string, number> = new Map(Object.entries(REVOCATION_REASONS));
const INVALIDITY_DATE = '2.5.29.24';

/**
 * One member of revokedCertificates in DER (RFC 5280 §5.1.2.6, §5.3). Made once, when the status changes, and kept with it:
 * a list of a million entries is then only put together, never encoded.
 */
export function encodeEntry({ serial, revokedAt, reason, invalidityDate }: EntryData): Uint8Array {
  const code = codes.get(reason) ?? 0;
  const extensions = [
    // §5.3.1: "unspecified" is said by saying nothing.
    ...(code === 0 ? [] : [extension(OID.reasonCode, der.enumerated(code))]),
    ...(invalidityDate === null ? [] : [extension(INVALIDITY_DATE, der.generalizedTime(invalidityDate))]),
  ];
  return der.sequence(
    der.integer(BigInt(`0x${serial}`)),
    der.time(revokedAt),
    ...(extensions.length === 0 ? [] : [der.sequence(...extensions)]),
  );
}

const extension = (oid: string, value: Uint8Array) => der.sequence(der.oid(oid), der.octetString(value));
