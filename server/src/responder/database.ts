import { type CertificateStatus, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import pg from 'pg';
import { statusOf } from './status.ts';

/** The responder's view of the database: three views, never a write. */
export interface StatusDatabase {
  statuses(serials: readonly string[]): Promise<ReadonlyMap<string, CertificateStatus>>;
  /** The newest responder, as it is sealed, and the CA that certified it. */
  responder(): Promise<
    { readonly sealedKey: Uint8Array; readonly certificate: Uint8Array; readonly issuer: Uint8Array } | undefined
  >;
  /** How far the sandbox's clock is ahead, in milliseconds; 0 where there is none. */
  clockOffset(): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

type StatusRow = { serial: string; reason: string | null; revoked_at: Date | null };
type ResponderRow = { sealed_key: Buffer; certificate: Buffer };

/** Connects for reading only: the server refuses a write even to a login that could. */
export function statusDatabase(url: string): StatusDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 5_000,
    application_name: 'yinxin-ocsp',
    options: '-c timezone=UTC -c default_transaction_read_only=on -c statement_timeout=5000',
  });
  // An idle connection lost is not an error of any question: the pool opens another.
  pool.on('error', () => {});
  return {
    async statuses(serials) {
      const { rows } = await pool.query<StatusRow>({
        name: 'status',
        text: 'select serial, reason, revoked_at from ocsp_status where serial = any($1)',
        values: [serials],
      });
      return new Map(rows.map((row): [string, CertificateStatus] => [row.serial, statusOf(row)]));
    },
    async responder() {
      const { rows } = await pool.query<ResponderRow>(
        'select sealed_key, certificate from ocsp_responder order by not_after desc limit 1',
      );
      const newest = rows[0];
      if (!newest) return undefined;
      const certificate = parseCertificate(new Uint8Array(newest.certificate));
      const issuers = await pool.query<{ certificate: Buffer }>('select certificate from ocsp_issuer');
      const issuer = issuers.rows
        .map((row) => parseCertificate(new Uint8Array(row.certificate)))
        .find((candidate) => verifyCertificateSignature(certificate, candidate));
      if (!issuer) return undefined;
      return { sealedKey: new Uint8Array(newest.sealed_key), certificate: certificate.raw, issuer: issuer.raw };
    },
    async clockOffset() {
      const { rows } = await pool.query<{ offset_ms: string }>('select offset_ms from sandbox_clock where id = 1');
      return Number(rows[0]?.offset_ms ?? 0);
    },
    async ping() {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}
