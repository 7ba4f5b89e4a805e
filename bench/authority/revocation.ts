import { randomBytes } from 'node:crypto';
import type { Platform } from '@yinxin/server';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { changeStatus } from '../../server/src/issuance/index.ts';
import { line, type Measured, revokeMany, withHouse } from './status/house.ts';
import { issuanceOf } from './status/issuance.ts';

const MANY = Number(process.env.YINXIN_BENCH_ENTRIES ?? 1_000_000);
const LIMIT_MS = 5;
const SAMPLES = 300;
const WARM_UP = 30;

/**
 * A pair revoked in its own transaction, committed durably: under 5 ms, however many are revoked already. Beside it, in turn
 * with it, what the same database needs to commit two rows of nothing: the disk is shared with everybody.
 */
export function run(): Promise<Measured[]> {
  return withHouse(async (platform) => {
    const { db } = platform.deps;
    await issuanceOf(platform);
    await sql`create table bare (id text primary key, at timestamptz not null)`.execute(db);
    const none = await revokeEach(platform);
    await revokeMany(platform, MANY);
    const many = await revokeEach(platform);
    const rows = (revoked: string, { revoke, bare }: Each) => [
      line(`pair revoked and committed, ${revoked} revoked before: median`, at(revoke, 0.5), LIMIT_MS, 'ms'),
      line('  95 of 100 below', at(revoke, 0.95), LIMIT_MS, 'ms'),
      line('  two bare rows committed in turn with it: median', at(bare, 0.5), LIMIT_MS, 'ms'),
    ];
    return [
      ...rows('none', none),
      ...rows(MANY.toLocaleString('en'), many),
      line('median with many revoked; limit: with none', at(many.revoke, 0.5), at(none.revoke, 0.5), 'ms'),
    ];
  });
}

interface Each {
  /** Milliseconds, sorted. */
  readonly revoke: readonly number[];
  readonly bare: readonly number[];
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;

async function revokeEach(platform: Platform): Promise<Each> {
  const { db, clock } = platform.deps;
  const pairs = await makePairs(platform, SAMPLES + WARM_UP);
  const revoke: number[] = [];
  const bare: number[] = [];
  const timed = async (times: number[], work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  };
  for (const serials of pairs) {
    const [one = '', two = ''] = serials;
    await timed(bare, () =>
      db.transaction().execute((tx) => sql`insert into bare values (${one}, now()), (${two}, now())`.execute(tx)),
    );
    await timed(revoke, async () => {
      const change = { act: 'revoke', reason: 'superseded', invalidityDate: null, requestId: null } as const;
      const changed = await db.transaction().execute((tx) => changeStatus(tx, { ...change, serials, at: clock.now() }));
      if (changed.serials.length !== 2) throw new Error('a pair was not revoked');
    });
  }
  const sorted = (times: readonly number[]) => times.slice(WARM_UP).toSorted((a, b) => a - b);
  return { revoke: sorted(revoke), bare: sorted(bare) };
}

/** Published pairs as far as their status is concerned. */
async function makePairs({ deps: { db, clock } }: Platform, count: number): Promise<readonly (readonly string[])[]> {
  const pairs = Array.from({ length: count }, () => [serial(), serial()]);
  const now = clock.now();
  const end = new Date(now.getTime() + 365 * 86_400_000);
  for (const pair of pairs) {
    for (const one of pair) {
      await sql`insert into certificate (serial, use, subject, issuer, authority, key_hash, not_before, not_after, created_at, published_at)
        values (${one}, 'sign', 'CN=bench', 'CN=bench', 'issuing', ${uuid()}, ${now}, ${end}, ${now}, ${now})`.execute(
        db,
      );
    }
  }
  return pairs;
}

const serial = () => `40${randomBytes(15).toString('hex').toUpperCase()}`;
