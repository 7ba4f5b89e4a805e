import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { StepWindow } from './schedule.ts';
import type { Spread } from './spread.ts';

/* Reads the tables of holdings, writes its own only. */

/** A pair whose holder is to be reminded. */
export interface Candidate {
  readonly id: string;
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly application_number: string;
  readonly project: string;
  readonly medium_serial: string | null;
  readonly sign_serial: string;
  readonly not_before: Date;
  readonly not_after: Date;
}

/** Alive or expired by itself, not suspended, and neither replaced nor about to be. */
const mayBeReminded: RawBuilder<boolean> = sql`
  h.status in ('made', 'activated', 'in-use', 'expired')
  and not exists (select from holding_business b where b.holding_id = h.id and b.ended_at is null
    and b.business in ('renew', 'change', 'reissue'))
  and not exists (select from holding n where n.predecessor = h.id and n.status not in ('revoked', 'withdrawn'))
  and not exists (select from holding_event e where e.holding_id = h.id and e.move = 'expire' and e.from_state = 'suspended')`;

/** Same as `slotOf`. */
const slot = sql`32400 + ('x' || substr(encode(sha256(convert_to(h.id::text, 'UTF8')), 'hex'), 1, 7))::bit(28)::int % 28800`;
const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`;

/** Same as `spreadDays`, for the pairs of a day that were counted. */
const spreadOver = ({ perDay, withinDays }: Spread, gap: number) => sql`
  greatest(1, least(ceil(coalesce(s.count, 0)::numeric / ${perDay}), ${withinDays}::int, ${Math.floor(gap / 2)}::int))::int`;

/** Same as `spreadDay`. */
const spreadDay = (days: RawBuilder<unknown>) => sql`
  ((('x' || substr(encode(sha256(convert_to(h.id::text, 'UTF8')), 'hex'), 8, 7))::bit(28)::int::bigint * ${days}) >> 28)::int`;

/**
 * Pairs of a programme at a step that were not reminded of it, whose day of a campaign and second of the day have come, first
 * to end first.
 */
export async function candidates(
  db: Database,
  programme: string,
  window: StepWindow,
  at: { readonly day: string; readonly second: number; readonly limit: number },
  rule: Spread,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select h.id, h.organisation_id, h.organisation_name, h.application_number, h.project, h.medium_serial, h.sign_serial,
      h.not_before, h.not_after
    from holding h left join renewal_spread s on s.programme = h.programme and s.ends_on = ${day('h.not_after')}
    where h.programme = ${programme} and h.not_after >= ${window.from} and h.not_after < ${window.until}
      and not exists (select from renewal_reminder r where r.holding_id = h.id and r.step = ${window.step})
      and ${day('h.not_before')} < ${day('h.not_after')} + ${window.step}::int
      and ${day('h.not_after')} + ${window.step}::int + ${spreadDay(spreadOver(rule, window.gap))} <= ${at.day}::date
      and ${slot} <= ${at.second}
      and ${mayBeReminded}
    order by h.not_after limit ${at.limit}`.execute(db);
  return rows;
}

/** Counts what ends on each day that was not counted yet. Days are `YYYY-MM-DD` in Shanghai, both included. */
export async function countDays(
  db: Database,
  programme: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<void> {
  await sql`
    insert into renewal_spread (programme, ends_on, count)
    select ${programme}::text, d.day::date, (
      select count(*)::int from holding h where h.programme = ${programme} and h.status in ('made', 'activated', 'in-use')
        and h.not_after >= d.day::timestamp at time zone 'Asia/Shanghai'
        and h.not_after < (d.day::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
    from generate_series(${from}::date, ${until}::date, interval '1 day') as d(day)
    where not exists (select from renewal_spread s where s.programme = ${programme} and s.ends_on = d.day::date)
    on conflict do nothing`.execute(db);
}

/** How many ended on the day of a pair when it was counted; 0 before. */
export async function countOf(db: Database, programme: string, notAfter: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count from renewal_spread where programme = ${programme}
      and ends_on = (${notAfter}::timestamptz at time zone 'Asia/Shanghai')::date`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Claims a step of a pair, unless somebody has or the pair is not to be reminded any more. True for who claimed it. */
export async function claim(tx: Tx, holdingId: string, step: number, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into renewal_reminder (holding_id, step, at)
    select h.id, ${step}::int, ${at}::timestamptz from holding h where h.id = ${holdingId} and ${mayBeReminded}
    on conflict do nothing returning step`.execute(tx);
  return rows.length > 0;
}

/** Whether another pair took its place. */
export async function hasSuccessor(db: Database, holdingId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from holding where predecessor = ${holdingId} and status in ('activated', 'in-use') limit 1`.execute(db);
  return rows.length > 0;
}
