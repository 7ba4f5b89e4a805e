import { equalBytes } from '@yinxin/gm';
import type { LintFinding } from './engine.ts';
import { kindOf, type LintReport, lint, lintPair } from './lint.ts';
import { authorityKeyOf, type LintCertificate, readCertificate, subjectKeyOf } from './subject/certificate.ts';
import { readCrl } from './subject/crl.ts';
import { readOcsp } from './subject/ocsp.ts';
import type { LintExtension, LintName } from './subject/parts.ts';
import { responderOf } from './subject/signer.ts';
import { ENCRYPTION_BITS, SIGNING_BITS } from './subject/values.ts';
import { sameTlv } from './tlv.ts';

/** Things that belong together: each is judged with the issuer that is among them. */
export interface LintSetReport {
  readonly reports: readonly LintReport[];
  /** Twin certificates that were found among them, as indexes, and what is wrong with the pair. */
  readonly pairs: readonly {
    readonly signing: number;
    readonly encryption: number;
    readonly findings: readonly LintFinding[];
  }[];
}

type Certificates = readonly (LintCertificate | undefined)[];

/** The certificate whose subject is this issuer and whose key the authorityKeyIdentifier names, if it names one. */
function issuerAmong(
  certificates: Certificates,
  issuer: LintName | undefined,
  byOid: ReadonlyMap<string, LintExtension>,
): LintCertificate | undefined {
  const wanted = authorityKeyOf(byOid);
  return certificates.find((one) => {
    if (one?.subject === undefined || issuer === undefined || !one.ca || !sameTlv(one.subject.tlv, issuer.tlv))
      return false;
    const key = subjectKeyOf(one);
    return wanted === undefined || key === undefined || equalBytes(wanted, key);
  });
}

function issuerOfItem(bytes: Uint8Array, certificates: Certificates): LintCertificate | undefined {
  switch (kindOf(bytes)) {
    case 'certificate': {
      const found = readCertificate(bytes);
      return found && issuerAmong(certificates, found.issuer, found.byOid);
    }
    case 'crl': {
      const found = readCrl(bytes);
      return found && issuerAmong(certificates, found.issuer, found.byOid);
    }
    case 'ocsp': {
      const found = readOcsp(bytes);
      const responder = found && responderOf(found);
      return responder && issuerAmong(certificates, responder.issuer, responder.byOid);
    }
    default:
      return undefined;
  }
}

function pairsAmong(certificates: Certificates): { readonly signing: number; readonly encryption: number }[] {
  const ends = certificates.flatMap((one, index) => (one?.role === 'end' && one.gm ? [{ one, index }] : []));
  return ends.flatMap(({ one, index }) => {
    if (((one.usage ?? 0) & SIGNING_BITS) === 0 || ((one.usage ?? 0) & ENCRYPTION_BITS) !== 0) return [];
    const twin = ends.find(
      (other) =>
        ((other.one.usage ?? 0) & ENCRYPTION_BITS) !== 0 &&
        other.one.subject !== undefined &&
        one.subject !== undefined &&
        sameTlv(other.one.subject.tlv, one.subject.tlv) &&
        other.one.notBefore?.ms === one.notBefore?.ms,
    );
    return twin === undefined ? [] : [{ signing: index, encryption: twin.index }];
  });
}

/** Looks at everything in `items` (DER), in order, at the time `now`. Never throws. */
export function lintSet(items: readonly Uint8Array[], now: Date): LintSetReport {
  const certificates = items.map((bytes) => (kindOf(bytes) === 'certificate' ? readCertificate(bytes) : undefined));
  const reports = items.map((bytes) => lint(bytes, { now, issuer: issuerOfItem(bytes, certificates) }));
  const pairs = pairsAmong(certificates).flatMap(({ signing, encryption }) => {
    const [a, b] = [certificates[signing], certificates[encryption]];
    return a && b ? [{ signing, encryption, findings: lintPair(a, b) }] : [];
  });
  return { reports, pairs };
}
