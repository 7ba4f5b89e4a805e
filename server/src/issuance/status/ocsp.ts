import {
  buildOcspError,
  buildOcspResponse,
  type CertId,
  type CertificateStatus,
  isIssuedBy,
  type OcspRequest,
  PkiError,
  parseOcspRequest,
  serialText,
} from '@yinxin/pki';
import type { Clock, Database } from '../../platform/index.ts';
import type { Authority } from '../authority/authority.ts';
import { wholeSecond } from '../authority/ceremony.ts';
import type { IssuanceTables } from '../tables.ts';
import type { ResponderKeeper } from './responder-key.ts';

export interface OcspTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly responder: ResponderKeeper;
}

/** How long an answer without a nonce may be believed. */
const FRESH_MS = 3_600_000;

/**
 * Answers an OCSP request (RFC 6960): DER in, DER out, always an answer. Unreadable: malformedRequest; only about other
 * CAs: unauthorized. A certificate that was never published is unknown.
 */
export async function answerOcsp(tools: OcspTools, bytes: Uint8Array): Promise<Uint8Array> {
  let request: OcspRequest;
  try {
    request = parseOcspRequest(bytes);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return buildOcspError('malformedRequest');
  }
  const issuer = tools.authority.issuing.certificate;
  const ours = request.certIds.filter((certId) => isIssuedBy(certId, issuer));
  if (ours.length === 0) return buildOcspError('unauthorized');
  const statuses = await readStatuses(tools.db, ours);
  const { certificate, signer } = await tools.responder.current();
  const now = wholeSecond(tools.clock.now());
  return buildOcspResponse(
    {
      responder: certificate,
      producedAt: now,
      responses: request.certIds.map((certId) => ({
        certId,
        status: (ours.includes(certId) ? statuses.get(serialText(certId.serial)) : undefined) ?? { kind: 'unknown' },
        thisUpdate: now,
        nextUpdate: new Date(now.getTime() + FRESH_MS),
      })),
      ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    },
    signer,
  );
}

async function readStatuses(db: Database, certIds: readonly CertId[]): Promise<ReadonlyMap<string, CertificateStatus>> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(['certificate.serial', 'revocation.revoked_at', 'revocation.reason'])
    .where('certificate.serial', 'in', [...new Set(certIds.map(({ serial }) => serialText(serial)))])
    .where('certificate.use', 'in', ['sign', 'encrypt', 'ocsp'])
    .where('certificate.published_at', 'is not', null)
    .execute();
  return new Map(
    rows.map(({ serial, revoked_at, reason }): [string, CertificateStatus] => [
      serial,
      revoked_at && reason ? { kind: 'revoked', revokedAt: revoked_at, reason } : { kind: 'good' },
    ]),
  );
}
