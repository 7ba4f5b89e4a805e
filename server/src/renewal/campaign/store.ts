import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';

export interface DayRow {
  readonly day: string;
  readonly count: number;
  readonly suggested: string | null;
}

/** Living pairs by their last day in Shanghai, from now on, that are neither being renewed nor replaced. */
export async function daysFrom(db: Database, from: Date, until: Date): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    select due.day::text as day, due.count, a.suggested_on::text as suggested
    from (
      select (h.not_after at time zone 'Asia/Shanghai')::date as day, count(*)::int as count
      from holding h
      where h.not_after >= ${from} and h.not_after < ${until} and h.status in ('made', 'activated', 'in-use')
        and not exists (select from holding_business b where b.holding_id = h.id and b.ended_at is null
          and b.business in ('renew', 'change', 'reissue'))
        and not exists (select from holding n where n.predecessor = h.id and n.status not in ('revoked', 'withdrawn'))
      group by 1
    ) due left join renewal_advice a on a.ends_on = due.day order by due.day`.execute(db);
  return rows;
}

/** Writes or takes back what is suggested to holders of certificates that end on a day. */
export async function writeAdvice(
  tx: Tx,
  day: string,
  suggested: string | null,
  by: { readonly staff: string; readonly at: Date },
): Promise<void> {
  if (suggested === null) {
    await sql`delete from renewal_advice where ends_on = ${day}::date`.execute(tx);
    return;
  }
  await sql`
    insert into renewal_advice (ends_on, suggested_on, staff, at) values (${day}::date, ${suggested}::date, ${by.staff}, ${by.at})
    on conflict (ends_on) do update set suggested_on = excluded.suggested_on, staff = excluded.staff, at = excluded.at`.execute(
    tx,
  );
}

/** What is suggested, by the last day of validity: the first instant of the suggested day in Shanghai. */
export async function adviceOf(db: Database): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ day: string; at: Date }>`
    select ends_on::text as day, suggested_on::timestamp at time zone 'Asia/Shanghai' as at from renewal_advice`.execute(
    db,
  );
  return new Map(rows.map(({ day, at }) => [day, at]));
}

/** The same for one certificate. */
export async function adviceFor(db: Database, notAfter: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select suggested_on::timestamp at time zone 'Asia/Shanghai' as at from renewal_advice
    where ends_on = (${notAfter}::timestamptz at time zone 'Asia/Shanghai')::date`.execute(db);
  return rows[0]?.at ?? null;
}
