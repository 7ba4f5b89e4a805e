import { type Programme, shanghaiDay } from '@yinxin/programme';
import type { Logger } from 'pino';
import { renewableFrom } from '../holdings/index.ts';
import type { Notice } from '../notices/index.ts';
import { type Clock, type Database, transaction } from '../platform/index.ts';
import type { RenewalPorts } from './ports.ts';
import { daysLeft, isOpen, type StepWindow, secondOfDay, windowsOf } from './schedule.ts';
import { type Candidate, candidates, claim, countDays } from './store.ts';
import { renewalTerms } from './terms.ts';

const DAY_MS = 86_400_000;

export interface RemindTools {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly ports: RenewalPorts;
}

/**
 * Reminds holders whose day and hour have come, at most `limit` of them, each in a transaction of its own with its notice.
 * Safe to run twice and in several processes. One that fails is left for the next run. Answers how many were reminded.
 */
export async function remind(tools: RemindTools, db: Database, limit: number): Promise<number> {
  const now = tools.clock.now();
  if (!isOpen(now)) return 0;
  let left = limit;
  let sent = 0;
  const programmes = await tools.ports.programmes(db);
  const today = shanghaiDay(now);
  for (const { code, reminders } of programmes) {
    const until = shanghaiDay(new Date(now.getTime() + Math.max(0, ...reminders.before) * DAY_MS));
    await countDays(db, code, { from: today, until });
  }
  for (const { programme, window } of campaigns(programmes, now)) {
    if (left === 0) break;
    const at = { day: today, second: secondOfDay(now), limit: left };
    const due = await candidates(db, programme.code, window, at, programme.reminders.spread);
    left -= due.length;
    for (const one of due) if (await remindOne(tools, db, programme, window, one)) sent += 1;
  }
  return sent;
}

/** Every step of every programme, most urgent first over all programmes. */
function campaigns(programmes: readonly Programme[], now: Date) {
  return programmes
    .flatMap((programme) => windowsOf(programme.reminders, now).map((window) => ({ programme, window })))
    .sort((a, b) => Number(a.window.step > 0) - Number(b.window.step > 0) || b.window.step - a.window.step);
}

async function remindOne(
  { clock, log, ports }: RemindTools,
  db: Database,
  programme: Programme,
  { step }: StepWindow,
  one: Candidate,
): Promise<boolean> {
  try {
    return await transaction(db, async (tx) => {
      if (!(await claim(tx, one.id, step, clock.now()))) return false;
      // A person's name stands in no row of what is held.
      const name = one.organisation_name || ((await ports.held(tx, one.sign_serial))?.holder.name ?? '');
      await ports.notify(tx, noticeOf(programme, { ...one, organisation_name: name }, clock.now()));
      return true;
    });
  } catch (error) {
    log.error({ err: error, holding: one.id, step }, 'a reminder failed; it is tried again');
    return false;
  }
}

/** What the holder reads: what ends, when, from which day it can be renewed, what to do. */
export function noticeOf(programme: Programme, one: Candidate, now: Date): Notice {
  const to = { organisationId: one.organisation_id };
  const params = {
    name: one.organisation_name,
    medium: one.medium_serial ?? one.sign_serial,
    number: one.application_number,
    day: shanghaiDay(one.not_after),
  };
  const { phone } = programme.customerService;
  const terms = renewalTerms(programme, one.project);
  const over = one.not_after <= now;
  if (over && terms?.states.includes('expired')) return { to, template: 'renewal-late', params };
  if (over) return { to, template: 'certificate-expired', params: { ...params, phone } };
  const days = daysLeft(one.not_after, now);
  if (!terms) return { to, template: 'certificate-ends', params: { ...params, days, phone } };
  const opens = renewableFrom(one.not_after, terms.opensDaysBefore) ?? one.not_before;
  return { to, template: 'renewal-due', params: { ...params, days, from: shanghaiDay(opens) } };
}
