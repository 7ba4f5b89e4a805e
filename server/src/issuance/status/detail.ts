import type { CertificateDetail, LintFinding } from '@yinxin/contract';
import { decodePem, encodePem, lint, parseCertificate, readLintCertificate } from '@yinxin/pki';
import type { z } from 'zod';
import type { Clock, Database, FileAnswer } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { serialAsStored } from '../revocation/service.ts';
import { requestsAbout } from '../revocation/store.ts';
import type { IssuanceTables } from '../tables.ts';
import { presentCertificate, presentRevocation } from '../views.ts';
import { fieldsOf } from './fields.ts';
import { historyOf } from './history.ts';
import { CERTIFICATE_COLUMNS, certificatesBySerial } from './search.ts';

/** Longer than any chain of this house; a loop of cross certificates ends here. */
const LONGEST_CHAIN = 6;

function readRow(db: Database, serial: string) {
  return db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(CERTIFICATE_COLUMNS)
    .select(['certificate.order_id', 'certificate.shard', 'certificate.authority'])
    .where('certificate.serial', '=', serial)
    .where('certificate.certificate', 'is not', null)
    .executeTakeFirst();
}
type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

async function known(db: Database, written: string): Promise<Row> {
  const serial = serialAsStored(written);
  const row = await readRow(db, serial);
  if (!row) throw refuse('CERTIFICATE_UNKNOWN', { field: 'params.serial', params: { serial } });
  return row;
}

/** Everything there is to say about one certificate. Throws CERTIFICATE_UNKNOWN. */
export async function certificateDetail(
  db: Database,
  clock: Clock,
  serial: string,
): Promise<z.input<typeof CertificateDetail>> {
  const row = await known(db, serial);
  const parsed = parseCertificate(new Uint8Array(row.certificate ?? []));
  const requests = await requestsAbout(db, row.serial);
  const open = requests.find(({ status }) => status === 'open');
  const chain = await certificatesBySerialInOrder(db, clock, await chainOf(db, row));
  return {
    certificate: presentCertificate(row, clock.now()),
    shard: row.shard,
    twin: await twinOf(db, clock, row),
    fields: fieldsOf(parsed),
    chain,
    findings: findingsOf(parsed.raw, chain[0] && decodePem('CERTIFICATE', chain[0].pem)),
    history: await historyOf(db, clock, row.serial),
    openRequest: open ? presentRevocation(open) : null,
  };
}

async function twinOf(db: Database, clock: Clock, row: Row) {
  if (row.order_id === null) return null;
  const other = await db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .select('serial')
    .where('order_id', '=', row.order_id)
    .where('serial', '<>', row.serial)
    .executeTakeFirst();
  return other ? ((await certificatesBySerial(db, clock, [other.serial]))[0] ?? null) : null;
}

/** Serials of the current certificates from the issuer to the root. */
async function chainOf(db: Database, row: Row): Promise<readonly string[]> {
  const cas = await db
    .withTables<IssuanceTables>()
    .selectFrom('authority')
    .select(['name', 'serial', 'parent'])
    .execute();
  const serials: string[] = [];
  let next = cas.find(({ name }) => name === row.authority);
  while (next?.serial && next.serial !== row.serial && serials.length < LONGEST_CHAIN) {
    serials.push(next.serial);
    const { parent } = next;
    next = cas.find(({ name }) => name === parent);
  }
  return serials;
}

async function certificatesBySerialInOrder(db: Database, clock: Clock, serials: readonly string[]) {
  const found = await certificatesBySerial(db, clock, serials);
  return serials.flatMap((serial) => found.find((one) => one.serial === serial) ?? []);
}

/** What the lint says of the certificate now; rules may be newer than the certificate. */
function findingsOf(bytes: Uint8Array, issuer: Uint8Array | undefined): z.input<typeof LintFinding>[] {
  const { findings } = lint(bytes, { kind: 'certificate', issuer: issuer && readLintCertificate(issuer) });
  return findings.map(({ rule, clause, severity, field, title, text, advice }) => ({
    code: rule,
    clause,
    severity: severity === 'notice' ? 'info' : severity,
    detail: field ?? null,
    title,
    text,
    advice,
  }));
}

/** The certificate as a file: PEM, DER, or PEM with its chain. Throws CERTIFICATE_UNKNOWN. */
export async function certificateFile(
  db: Database,
  clock: Clock,
  serial: string,
  form: 'pem' | 'der' | 'chain',
): Promise<FileAnswer> {
  const row = await known(db, serial);
  const bytes = new Uint8Array(row.certificate ?? []);
  const text = (pem: string) => new TextEncoder().encode(pem);
  switch (form) {
    case 'der':
      return { bytes, type: 'application/pkix-cert', name: `${row.serial}.cer` };
    case 'pem':
      return {
        bytes: text(encodePem('CERTIFICATE', bytes)),
        type: 'application/x-pem-file',
        name: `${row.serial}.pem`,
      };
    case 'chain': {
      const chain = await certificatesBySerialInOrder(db, clock, await chainOf(db, row));
      const all = [encodePem('CERTIFICATE', bytes), ...chain.map(({ pem }) => pem)].join('');
      return { bytes: text(all), type: 'application/x-pem-file', name: `${row.serial}-chain.pem` };
    }
  }
}
