import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { buildOcspRequest, type Certificate, certIdOf, parseOcspResponse, verifyOcspResponse } from '@yinxin/pki';
import { freePort, type Platform, responderGrants } from '@yinxin/server';
import { sql } from 'kysely';
import { line, type Measured, withHouse } from './status/house.ts';
import { issuanceOf } from './status/issuance.ts';
import { load } from './status/load.ts';
import { processorSeconds } from './status/processor.ts';

/** Every process signs each of them once before it is measured. */
const CERTIFICATES = 100;
const SECONDS = Number(process.env.YINXIN_BENCH_SECONDS ?? 6);
const CACHED_LIMIT = 15_000;
const WARM_UP_SECONDS = 3;

/** Answers in a second of a responder in processes of its own: from memory, and signed for each question. */
export function run(): Promise<Measured[]> {
  return withHouse(async (platform, dataDir) => {
    const { authority, responder } = await (await issuanceOf(platform)).open();
    await responder.current();
    const issuer = authority.issuing.certificate;
    const serials = await makeCertificates(platform);
    const rows: Measured[] = [];
    const limits = { 1: await signingLimit(1), 2: await signingLimit(2) } as const;
    const plain = await bareHttp(question(issuer, serials[0] ?? 0n, undefined), dataDir);
    rows.push(
      line('bare node:http with a constant answer, 1 process: what the load allows', plain, CACHED_LIMIT, '1/s'),
    );
    for (const processes of [1, 2] as const) {
      const running = await startProcesses(platform, processes);
      try {
        const url = `${running.url}/ocsp`;
        await verified(url, issuer, serials[0] ?? 0n);
        const bodies = serials.map((serial) => question(issuer, serial, undefined));
        await load({ url, bodies, nonceAt: undefined, seconds: WARM_UP_SECONDS, connections: 32 }, dataDir);
        const before = processorSeconds(running.pid);
        const cached = await load({ url, bodies, nonceAt: undefined, seconds: SECONDS, connections: 32 }, dataDir);
        const after = processorSeconds(running.pid);
        const nonce = new Uint8Array(16).fill(0xa5);
        const asked = serials.map((serial) => question(issuer, serial, nonce));
        const nonceAt = Buffer.from(asked[0] ?? new Uint8Array()).indexOf(Buffer.from(nonce));
        const sameAt = asked.filter((one) => Buffer.from(one).indexOf(Buffer.from(nonce)) === nonceAt);
        const live = await load({ url, bodies: sameAt, nonceAt, seconds: SECONDS, connections: 32 }, dataDir);
        const by = `${processes} process${processes === 1 ? '' : 'es'}, load by ${cached.tool === 'wrk' ? 'wrk' : 'own generator: wrk is absent'} on the same machine`;
        rows.push(
          line(`OCSP cached, ${by}`, cached.perSecond, CACHED_LIMIT, '1/s'),
          // What another load on the machine does not change.
          ...(before === null || after === null
            ? []
            : [
                line(
                  `the same for each second of processor time`,
                  (cached.perSecond * SECONDS) / (after - before),
                  CACHED_LIMIT,
                  '1/s',
                ),
              ]),
          line(`OCSP live with nonce, ${by}; limit: bare signing`, live.perSecond, limits[processes], '1/s'),
        );
      } finally {
        await running.stop();
      }
    }
    return rows;
  });
}

const question = (issuer: Certificate, serial: bigint, nonce: Uint8Array | undefined) =>
  buildOcspRequest({ certIds: [certIdOf(issuer, serial)], nonce });

/** What node:http answers in a second with nothing behind it, under the same load. */
async function bareHttp(body: Uint8Array, dataDir: string): Promise<number> {
  const child = spawn(process.execPath, [new URL('status/bare-http.ts', import.meta.url).pathname]);
  try {
    const port = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
    const url = `http://127.0.0.1:${port}/ocsp`;
    return (await load({ url, bodies: [body], nonceAt: undefined, seconds: SECONDS, connections: 32 }, dataDir))
      .perSecond;
  } finally {
    child.kill('SIGTERM');
  }
}

/** Signatures in a second of bare loops in so many processes at once. */
async function signingLimit(processes: number): Promise<number> {
  const child = new URL('status/sign-loop.ts', import.meta.url).pathname;
  const runs = await Promise.all(
    Array.from({ length: processes }, () => promisify(execFile)(process.execPath, [child, '3000'])),
  );
  return runs.reduce((sum, { stdout }) => sum + Number(stdout.trim()), 0);
}

async function makeCertificates({ deps: { db, clock } }: Platform): Promise<readonly bigint[]> {
  const serials = Array.from({ length: CERTIFICATES }, () => `40${randomBytes(15).toString('hex').toUpperCase()}`);
  const now = clock.now();
  const end = new Date(now.getTime() + 365 * 86_400_000);
  await sql`insert into certificate (serial, use, subject, issuer, authority, key_hash, not_before, not_after, created_at, published_at)
    select s, 'sign', 'CN=bench', 'CN=bench', 'issuing', s, ${now}, ${end}, ${now}, ${now} from unnest(${serials}::text[]) s`.execute(
    db,
  );
  return serials.map((serial) => BigInt(`0x${serial}`));
}

/** `yinxin ocsp` as an operator runs it: a read-only login and the responder's passphrase, nothing else. */
async function startProcesses({ deps, database }: Platform, processes: number) {
  const role = `ocsp_bench_${randomBytes(4).toString('hex')}`;
  for (const statement of responderGrants(role)) await sql.raw(statement).execute(deps.db);
  await sql.raw(`alter role ${role} password 'bench'`).execute(deps.db);
  const login = new URL(database.url);
  login.username = role;
  login.password = 'bench';
  const port = await freePort();
  const main = new URL('../../cli/src/main.ts', import.meta.url).pathname;
  const args = [main, 'ocsp', '--port', String(port), '--processes', String(processes)];
  const env = {
    PATH: process.env.PATH,
    YINXIN_LANG: 'en',
    YINXIN_OCSP_DATABASE_URL: login.href,
    YINXIN_SECRETS_OCSP_PASSPHRASE: deps.config.secrets.ocspPassphrase,
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the responder ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A responder that is fast and wrong is none. */
async function verified(url: string, issuer: Certificate, serial: bigint): Promise<void> {
  const nonce = new Uint8Array(randomBytes(16));
  const headers = { 'content-type': 'application/ocsp-request' };
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(question(issuer, serial, nonce)) });
  const answer = parseOcspResponse(new Uint8Array(await response.arrayBuffer()));
  const verdict = verifyOcspResponse(answer, { issuer, serial, nonce, at: new Date() });
  if (!verdict.good || verdict.status.kind !== 'good')
    throw new Error(`the answer is wrong: ${JSON.stringify(verdict)}`);
}
