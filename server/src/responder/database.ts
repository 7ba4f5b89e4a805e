import { type Certificate, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import pg from 'pg';
import type { SerialStatus } from './answer.ts';
import { statusOf } from './status.ts';

/** The responder's view of the database: three views, never a write. */
export interface StatusDatabase {
  statuses(serials: readonly string[]): Promise<ReadonlyMap<string, SerialStatus>>;
  /** The newest responder of each CA that has one. */
  responders(): Promise<readonly StoredResponder[]>;
  /** How far the sandbox's clock is ahead, in milliseconds; 0 where there is none. */
  clockOffset(): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A responder as it is sealed, and the CA that certified it. */
export interface StoredResponder {
  /** Short name of the CA. */
  readonly authority: string;
  readonly sealedKey: Uint8Array;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

type StatusRow = { serial: string; authority: string; reason: string | null; revoked_at: Date | null };
type ResponderRow = { authority: string; sealed_key: Buffer; certificate: Buffer };
type IssuerRow = { authority: string; certificate: Buffer };

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
        text: 'select serial, authority, reason, revoked_at from ocsp_status where serial = any($1)',
        values: [serials],
      });
      return new Map(
        rows.map((row): [string, SerialStatus] => [row.serial, { authority: row.authority, status: statusOf(row) }]),
      );
    },
    async responders() {
      const { rows } = await pool.query<ResponderRow>(`select distinct on (authority) authority, sealed_key, certificate
        from ocsp_responder order by authority, not_after desc`);
      const issuers = await pool.query<IssuerRow>('select authority, certificate from ocsp_issuer');
      return rows.flatMap(({ authority, sealed_key, certificate }): StoredResponder[] => {
        const own = parseCertificate(new Uint8Array(certificate));
        const issuer = issuers.rows
          .filter((row) => row.authority === authority)
          .map((row) => parseCertificate(new Uint8Array(row.certificate)))
          .find((candidate) => verifyCertificateSignature(own, candidate));
        return issuer ? [{ authority, sealedKey: new Uint8Array(sealed_key), certificate: own, issuer }] : [];
      });
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
