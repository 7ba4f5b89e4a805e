import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import type { Applicant } from './application-part.ts';
import { forgetStaff } from './people.ts';
import type { Timeline } from './timeline.ts';

const { sandbox, session } = endpoints;
const MOST_SECONDS = 400 * 86_400;

/** What time the hall has. */
export async function hallTime(who: Applicant): Promise<Date> {
  return new Date((await call(who.person.transport, sandbox.clock, {})).now);
}

/** Moves the clock of the sandbox to an instant ahead; sessions have ended by then, so people sign in again. */
export async function moveClock(t: Timeline, to: Date, people: readonly Applicant[]): Promise<void> {
  const [first] = people;
  if (!first) return;
  await t.step(
    'sandbox',
    'moves the clock',
    async () => {
      let left = Math.ceil((to.getTime() - (await hallTime(first)).getTime()) / 1000);
      while (left > 0) {
        const advanceSeconds = Math.min(left, MOST_SECONDS);
        await call(first.person.transport, sandbox.moveClock, { body: { advanceSeconds } });
        left -= advanceSeconds;
      }
      return hallTime(first);
    },
    (now) => ({ now: now.toISOString() }),
  );
  forgetStaff();
  for (const who of people) {
    const { creditCode, password } = who;
    const view = await call(who.person.transport, session.signIn, { body: { creditCode, password } });
    who.person.signedIn(view);
  }
}
