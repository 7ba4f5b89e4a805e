import { mkdirSync } from 'node:fs';
import type { JourneyOptions } from '../index.ts';
import { beginPlay } from '../programme-part.ts';
import type { Timeline } from '../timeline.ts';
import { extendRemotely } from './extension.ts';
import { newKey, placeholders } from './new.ts';
import { SCENE } from './play.ts';
import { exchange } from './reissue.ts';
import { unlock } from './unlock.ts';

export const XINCHENGTONG_BUSINESSES: readonly string[] = ['new', 'unlock', 'renew', 'reissue'];

/** The businesses of Xinchengtong: all of them, or one with what leads to it. Throws at the first step that fails. */
export async function xinchengtong(t: Timeline, options: JourneyOptions): Promise<void> {
  const { out, business } = options;
  mkdirSync(out, { recursive: true });
  const play = await beginPlay(t, options, SCENE);
  try {
    if (business === undefined || business === 'new') await placeholders(play);
    let held = await newKey(play);
    if (business === undefined || business === 'unlock') held = await unlock(play, held);
    if (business === undefined || business === 'renew') held = await extendRemotely(play, held);
    if (business === undefined || business === 'reissue') await exchange(play, held);
    t.save(out, { orders: play.orders, business: business ?? 'all' });
  } finally {
    for (const medium of play.media) await medium.dispose();
  }
}
