import { mkdirSync } from 'node:fs';
import type { JourneyOptions } from '../index.ts';
import type { InHand } from '../play.ts';
import { beginPlay, type ProgrammePlay } from '../programme-part.ts';
import { suspend } from '../suspension.ts';
import type { Timeline } from '../timeline.ts';
import { extendOrdinarily, extendRemotely } from './extension.ts';
import { newKey, placeholders, quarantineKey } from './new.ts';
import { SCENE } from './play.ts';
import { refund } from './refund.ts';
import { exchange } from './reissue.ts';
import { unlock } from './unlock.ts';

/** About a key in use, in the order a whole run plays them; answers what its holder has afterwards. */
const aboutOne: ReadonlyMap<string, (play: ProgrammePlay, held: InHand) => Promise<InHand>> = new Map([
  ['unlock', unlock],
  ['renew', extendRemotely],
  ['renew-ordinary', extendOrdinarily],
  ['reissue', exchange],
  ['suspend', suspend],
]);

export const XINCHENGTONG_BUSINESSES: readonly string[] = ['new', 'quarantine', 'refund', ...aboutOne.keys()];

/** The businesses of Xinchengtong: all of them, or one with what leads to it. Throws at the first step that fails. */
export async function xinchengtong(t: Timeline, options: JourneyOptions): Promise<void> {
  const { out, business } = options;
  mkdirSync(out, { recursive: true });
  const play = await beginPlay(t, options, SCENE);
  try {
    if (business === undefined || business === 'new') await placeholders(play);
    if (business === undefined || business === 'refund') await refund(play);
    if (business === 'quarantine') await quarantineKey(play);
    else if (business !== 'refund') {
      let held = await newKey(play);
      for (const [name, run] of aboutOne) if (business === undefined || business === name) held = await run(play, held);
    }
    if (business === undefined) {
      const other = { ...(await beginPlay(t, options, SCENE)), media: play.media, orders: play.orders };
      await quarantineKey(other);
    }
    t.save(out, { orders: play.orders, business: business ?? 'all' });
  } finally {
    for (const medium of play.media) await medium.dispose();
  }
}
