import {
  assembleSigned,
  type SignatureAlgorithm,
  type Signer,
  signatureAlgorithmIdentifier,
} from '../algorithms/signature.ts';
import { der } from '../der/index.ts';
import { OID } from '../oids.ts';
import type { Issuer } from '../x509/build.ts';
import { extension } from '../x509/extension.ts';
import { authorityKeyIdentifier } from '../x509/extensions.ts';
import { REVOCATION_REASONS, type RevokedEntry } from './reason.ts';

/** What a certificate revocation list 证书吊销列表 says. */
export interface CrlData {
  /** See `issuerOf`. */
  readonly issuer: Issuer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Grows with every list of this CA. */
  readonly number: bigint;
  /** Each serial once, in any order. */
  readonly entries: Iterable<RevokedEntry>;
  readonly algorithm?: SignatureAlgorithm;
}

function encodeEntry({ serial, revokedAt, reason }: RevokedEntry): Uint8Array {
  // RFC 5280 §5.3.1: "unspecified" is said by saying nothing.
  const extensions =
    reason === 'unspecified'
      ? []
      : [der.sequence(extension(OID.reasonCode, false, der.enumerated(REVOCATION_REASONS[reason])))];
  return der.sequence(der.integer(serial), der.time(revokedAt), ...extensions);
}

/** The to-be-signed bytes of a CRL v2 (RFC 5280 §5) with authorityKeyIdentifier and cRLNumber. */
export function buildTbsCrl(data: CrlData): Uint8Array {
  const entries = Array.from(data.entries, encodeEntry);
  return der.sequence(
    der.integer(1),
    signatureAlgorithmIdentifier(data.algorithm ?? 'sm2-sm3'),
    data.issuer.name,
    der.time(data.thisUpdate),
    der.time(data.nextUpdate),
    // The list may not be present and empty (§5.1.2.6).
    ...(entries.length === 0 ? [] : [der.sequenceOf(entries)]),
    der.explicit(
      0,
      der.sequence(
        authorityKeyIdentifier(data.issuer.keyId),
        extension(OID.crlNumber, false, der.integer(data.number)),
      ),
    ),
  );
}

/** Joins to-be-signed bytes and their signature into the CRL. */
export function assembleCrl(
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm = 'sm2-sm3',
): Uint8Array {
  return assembleSigned(tbs, algorithm, signature);
}

/** A signed CRL in DER. */
export async function buildCrl(data: Omit<CrlData, 'algorithm'>, signer: Signer): Promise<Uint8Array> {
  const tbs = buildTbsCrl({ ...data, algorithm: signer.algorithm });
  return assembleCrl(tbs, await signer.sign(tbs), signer.algorithm);
}
