import type { Database } from '../platform/index.ts';
import type { Held } from './ports.ts';
import type { HeldState } from './rules.ts';

/** Columns of issuance's tables that are read here, never written. */
type CertificateColumns = {
  certificate: {
    serial: string;
    use: string;
    application_id: string | null;
    organisation_id: string | null;
    not_before: Date;
    not_after: Date;
    certificate: Buffer | null;
    published_at: Date | null;
  };
  revocation: { serial: string; reason: string };
};

/** Where a certificate stands by its dates and what `revocation` says of it (RFC 5280 §5.3.1). */
export function stateOf(reason: string | null, notAfter: Date, now: Date): HeldState {
  switch (reason) {
    case null:
    case 'removeFromCRL':
      return notAfter < now ? 'expired' : 'in-use';
    case 'certificateHold':
      return 'suspended';
    case 'superseded':
      return 'superseded';
    default:
      return 'revoked';
  }
}

/** The signing certificate of a serial with its status as the database has it this moment; undefined when not ours. */
export async function heldBySerial(db: Database, serial: string, now: Date): Promise<Held | undefined> {
  const row = await db
    .withTables<CertificateColumns>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(['certificate.serial', 'certificate.organisation_id', 'certificate.application_id'])
    .select(['certificate.not_before', 'certificate.not_after', 'certificate.certificate'])
    .select('revocation.reason')
    .where('certificate.serial', '=', serial)
    .where('certificate.use', '=', 'sign')
    .where('certificate.published_at', 'is not', null)
    .executeTakeFirst();
  if (!row?.certificate || row.organisation_id === null) return undefined;
  return {
    serial: row.serial,
    holding: null,
    account: row.organisation_id,
    state: stateOf(row.reason, row.not_after, now),
    notBefore: row.not_before,
    notAfter: row.not_after,
    certificate: new Uint8Array(row.certificate),
    applicationId: row.application_id,
    demands: null,
  };
}
