import { randomBytes } from 'node:crypto';
import type { Platform } from '@yinxin/server';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { changeStatus } from '../../server/src/issuance/revocation/change.ts';
import { line, type Measured, revokeMany, withHouse } from './status/house.ts';
import { issuanceOf } from './status/issuance.ts';

const MANY = Number(process.env.YINXIN_BENCH_ENTRIES ?? 1_000_000);
const SAMPLES = 300;
const WARM_UP = 30;

/** A pair revoked in its own transaction, committed durably: under 5 ms, however many are revoked already. */
export function run(): Promise<Measured[]> {
  return withHouse(async (platform) => {
    await issuanceOf(platform);
    const none = await revokeEach(platform);
    await revokeMany(platform, MANY);
    const many = await revokeEach(platform);
    const row = (revoked: string, { median, p95 }: { median: number; p95: number }) => [
      line(`pair revoked and committed, ${revoked} revoked before, median`, median, 5, 'ms'),
      line(`the same, 95 of 100 below`, p95, 5, 'ms'),
    ];
    return [...row('none', none), ...row(MANY.toLocaleString('en'), many)];
  });
}

async function revokeEach(platform: Platform): Promise<{ readonly median: number; readonly p95: number }> {
  const { db, clock } = platform.deps;
  const pairs = await makePairs(platform, SAMPLES + WARM_UP);
  const times: number[] = [];
  for (const [i, serials] of pairs.entries()) {
    const began = performance.now();
    const changed = await db.transaction().execute((tx) =>
      changeStatus(tx, {
        act: 'revoke',
        serials,
        reason: 'superseded',
        at: clock.now(),
        invalidityDate: null,
        requestId: null,
      }),
    );
    if (changed.serials.length !== 2) throw new Error('a pair was not revoked');
    if (i >= WARM_UP) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** Published pairs as far as their status is concerned. */
async function makePairs({ deps: { db, clock } }: Platform, count: number): Promise<readonly (readonly string[])[]> {
  const pairs = Array.from({ length: count }, () => [serial(), serial()]);
  const now = clock.now();
  const end = new Date(now.getTime() + 365 * 86_400_000);
  for (const pair of pairs) {
    for (const one of pair) {
      await sql`insert into certificate (serial, use, subject, issuer, key_hash, not_before, not_after, created_at, published_at)
        values (${one}, 'sign', 'CN=bench', 'CN=bench', ${uuid()}, ${now}, ${end}, ${now}, ${now})`.execute(db);
    }
  }
  return pairs;
}

const serial = () => `40${randomBytes(15).toString('hex').toUpperCase()}`;
