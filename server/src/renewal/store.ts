import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { StepWindow } from './schedule.ts';

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

/** Pairs of a programme at a step that were not reminded of it and whose second of the day has come, first to end first. */
export async function candidates(
  db: Database,
  programme: string,
  window: StepWindow,
  at: { readonly second: number; readonly limit: number },
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select h.id, h.organisation_id, h.organisation_name, h.application_number, h.project, h.medium_serial, h.sign_serial,
      h.not_before, h.not_after
    from holding h
    where h.programme = ${programme} and h.not_after >= ${window.from} and h.not_after < ${window.until}
      and not exists (select from renewal_reminder r where r.holding_id = h.id and r.step = ${window.step})
      and ${day('h.not_before')} < ${day('h.not_after')} + ${window.step}::int
      and ${slot} <= ${at.second}
      and ${mayBeReminded}
    order by h.not_after limit ${at.limit}`.execute(db);
  return rows;
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
