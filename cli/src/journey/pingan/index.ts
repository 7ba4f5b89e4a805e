import { mkdirSync } from 'node:fs';
import type { JourneyOptions } from '../index.ts';
import type { InHand, Play } from '../play.ts';
import { suspend } from '../suspension.ts';
import type { Timeline } from '../timeline.ts';
import { newCertificate } from './new.ts';
import { newPlay } from './play.ts';
import { refund } from './refund.ts';
import { renew } from './renew.ts';
import { change, reissue } from './replaced.ts';
import { seal } from './seal.ts';
import { unlock } from './unlock.ts';

/** A business about a certificate in use; answers what its holder has afterwards. */
type Business = (play: Play, held: InHand) => Promise<InHand>;

/** In the order a whole run plays them: what is reissued has no seal yet. */
const aboutOne: ReadonlyMap<string, Business> = new Map<string, Business>([
  ['unlock', unlock],
  ['renew', renew],
  ['change', change],
  ['reissue', reissue],
  ['seal', seal],
  ['suspend', suspend],
]);

export const PINGAN_BUSINESSES: readonly string[] = ['new', ...aboutOne.keys(), 'refund'];

/** The businesses of Ping An / NETCA: all of them, or one with what leads to it. Throws at the first step that fails. */
export async function pingan(t: Timeline, { baseUrl, out, business }: JourneyOptions): Promise<void> {
  mkdirSync(out, { recursive: true });
  const media: Play['media'] = [];
  const orders: Play['orders'] = [];
  const begin = async () => ({ ...(await newPlay(t, baseUrl, out)), media, orders });
  try {
    if (business !== 'refund') {
      const play = await begin();
      let held = await newCertificate(play, business === 'seal' ? 'no' : 'yes');
      for (const [name, run] of aboutOne) {
        if (business === undefined || business === name) held = await run(play, held);
      }
    }
    if (business === undefined || business === 'refund') await refund(await begin());
    t.save(out, { orders, business: business ?? 'all' });
  } finally {
    for (const medium of media) await medium.dispose();
  }
}
