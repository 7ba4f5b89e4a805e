import { mkdirSync } from 'node:fs';
import type { JourneyOptions } from '../index.ts';
import { beginPlay, type Scene } from '../programme-part.ts';
import type { Timeline } from '../timeline.ts';
import { cancelInTime, orderOnline, orderOnSite, type Product } from './new.ts';
import { renew } from './renew.ts';

export const BJCA_BUSINESSES: readonly string[] = ['new', 'renew'];

const BEIJING = { region: '110105', address: '北京市朝阳区示例路3号' };

interface Played extends Product {
  readonly scene: Scene;
  /** Media of the order played. */
  readonly keys: number;
}

const products = {
  'bjca-onecard': { scene: { programme: 'bjca-onecard', ...BEIJING }, kind: 'ic-card', cards: false, keys: 2 },
  'bjca-mobile': { scene: { programme: 'bjca-mobile', ...BEIJING }, kind: 'usb-key', cards: true, keys: 2 },
  'bjca-shenzhen': {
    scene: { programme: 'bjca-shenzhen', region: '440300', address: '广东省深圳市南山区示例路4号' },
    kind: 'usb-key',
    cards: true,
    keys: 1,
  },
} as const satisfies Record<string, Played>;

/** The businesses of a product of BJCA: all of them, or one with what leads to it. Throws at the first step that fails. */
export function bjca(code: keyof typeof products): (t: Timeline, options: JourneyOptions) => Promise<void> {
  const product: Played = products[code];
  return async (t, options) => {
    const { out, business } = options;
    mkdirSync(out, { recursive: true });
    const play = await beginPlay(t, options, product.scene);
    try {
      if (business === undefined || business === 'new') await cancelInTime(play);
      const [held] = await orderOnline(play, product, product.keys);
      if (business === undefined || business === 'new') await orderOnSite(play);
      if (business === undefined || business === 'renew') await renew(play, held);
      t.save(out, { orders: play.orders, business: business ?? 'all' });
    } finally {
      for (const medium of play.media) await medium.dispose();
    }
  };
}
