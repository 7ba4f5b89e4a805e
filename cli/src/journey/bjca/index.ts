import { mkdirSync } from 'node:fs';
import type { JourneyOptions } from '../index.ts';
import type { InHand } from '../play.ts';
import { beginPlay, type ProgrammePlay, type Scene } from '../programme-part.ts';
import { suspend } from '../suspension.ts';
import type { Timeline } from '../timeline.ts';
import { cancelInTime, cancelOnSite, orderOnline, orderOnSite, type Product } from './new.ts';
import { inspection, taxes } from './relying.ts';
import { renew } from './renew.ts';
import { change, reissue, unlock } from './replaced.ts';

const BEIJING = { region: '110105', address: '北京市朝阳区示例路3号' };

interface Played extends Product {
  readonly scene: Scene;
  /** Media of the order played. */
  readonly keys: number;
  /** Systems its certificates are bound to are played. */
  readonly relying: boolean;
}

const products = {
  'bjca-onecard': {
    scene: { programme: 'bjca-onecard', ...BEIJING },
    kind: 'ic-card',
    cards: false,
    keys: 2,
    relying: true,
  },
  'bjca-mobile': {
    scene: { programme: 'bjca-mobile', ...BEIJING },
    kind: 'usb-key',
    cards: true,
    keys: 2,
    relying: false,
  },
  'bjca-shenzhen': {
    scene: { programme: 'bjca-shenzhen', region: '440300', address: '广东省深圳市南山区示例路4号' },
    kind: 'usb-key',
    cards: true,
    keys: 1,
    relying: false,
  },
} as const satisfies Record<string, Played>;
type Code = keyof typeof products;

/** A business about a certificate in use; answers what its holder has afterwards. */
type Business = (play: ProgrammePlay, product: Product, held: InHand) => Promise<InHand>;

/** In the order a whole run plays them: a renewal moves the clock. */
const aboutOne: ReadonlyMap<string, Business> = new Map<string, Business>([
  ['unlock', (play, _product, held) => unlock(play, held)],
  ['change', change],
  ['reissue', reissue],
  ['renew', (play, _product, held) => renew(play, held)],
]);

export const bjcaBusinesses = (code: Code): readonly string[] => [
  'new',
  'cancel',
  ...aboutOne.keys(),
  ...(products[code].relying ? ['bindings'] : []),
  'suspend',
];

/** The businesses of a product of BJCA: all of them, or one with what leads to it. Throws at the first step that fails. */
export function bjca(code: Code): (t: Timeline, options: JourneyOptions) => Promise<void> {
  const product: Played = products[code];
  return async (t, options) => {
    const { out, business } = options;
    const plays = (name: string) => business === undefined || business === name;
    mkdirSync(out, { recursive: true });
    const play = await beginPlay(t, options, product.scene);
    try {
      if (plays('cancel')) {
        await cancelInTime(play);
        await cancelOnSite(play);
      }
      if (business !== 'cancel') await hold(play, product, plays, business);
      t.save(out, { orders: play.orders, business: business ?? 'all' });
    } finally {
      for (const medium of play.media) await medium.dispose();
    }
  };
}

async function hold(
  play: ProgrammePlay,
  product: Played,
  plays: (name: string) => boolean,
  business: string | undefined,
): Promise<void> {
  let [held] = await orderOnline(play, product, product.keys);
  const second = plays('new') || business === 'bindings' ? await orderOnSite(play) : held;
  const bound = product.relying && plays('bindings');
  if (bound) await taxes(play, held, second);
  const inspected = bound ? await inspection(play, held, second) : null;
  try {
    for (const [name, run] of aboutOne) if (plays(name)) held = await run(play, product, held);
    if (inspected) {
      if (business === 'bindings') held = await reissue(play, product, held);
      await inspected.successorEnters(held);
    }
  } finally {
    await inspected?.close();
  }
  if (plays('suspend')) await suspend(play, held);
}
