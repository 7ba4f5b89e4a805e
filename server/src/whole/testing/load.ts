import { randomBytes } from 'node:crypto';
import type { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { histories } from '../../applications/store/history.ts';
import { insertOrganisation } from '../../directory/accounts/store.ts';
import { type Deps, hashPassword, transaction } from '../../platform/index.ts';
import { type Inhabitant, inhabitant, live, type Standing, standingOf } from './population.ts';

/** An order that was loaded. */
export interface Loaded {
  readonly n: number;
  readonly id: string;
  readonly number: string;
  readonly standing: Standing;
  readonly organisation: Inhabitant;
  readonly dataVersion: number;
}

const DAY = 86_400_000;
const ORDERS_EACH = 4;
const BATCH = 250;

/** How long ago an order of this standing was opened: what is waiting is younger than what is done. */
function age(n: number, standing: Standing): number {
  const spread = (n * 7919) % 97;
  if (standing === 'finished' || standing === 'void') return (10 + spread) * DAY;
  if (standing === 'production' || standing === 'delivery') return 4 * DAY + spread * 1_000_000;
  return 2 * DAY + spread * 300_000;
}

/**
 * Loads `count` orders of the first programme across its projects: histories the rules allowed, sealed and projected by the
 * room's own code, with organisations of four orders each. Meant for an empty hall.
 */
export async function load(deps: Deps, count: number): Promise<Loaded[]> {
  const [programme] = programmes;
  if (!programme) throw new Error('the hall offers no programme');
  const { db, sealing, clock } = deps;
  const now = clock.now();
  const organisations = Array.from({ length: Math.ceil(count / ORDERS_EACH) }, (_, n) => inhabitant(n));
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
  await transaction(db, async (tx) => {
    for (const [n, one] of organisations.entries()) {
      const mobile = `139${String(n).padStart(8, '0')}`;
      const added = await insertOrganisation(tx, sealing, { ...one, mobile, passwordHash, at: now });
      if (!added) throw new Error(`credit code ${one.creditCode} came twice`);
    }
  });
  const loaded: Loaded[] = [];
  for (let from = 0; from < count; from += BATCH) {
    const orders = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => {
      const n = from + i;
      const organisation = organisations[n % organisations.length];
      if (!organisation) throw new Error('no organisation');
      return { n, organisation, standing: standingOf(n) };
    });
    loaded.push(...(await addOrders(deps, programme, orders)));
  }
  return loaded;
}

/** `count` more drafts that are ready to be submitted, of organisations that are there; `from` is above every former n. */
export function addReady(deps: Deps, organisations: readonly Inhabitant[], from: number, count: number) {
  const [programme] = programmes;
  if (!programme) throw new Error('the hall offers no programme');
  const orders = Array.from({ length: count }, (_, i) => {
    const organisation = organisations[i % organisations.length];
    if (!organisation) throw new Error('no organisation');
    return { n: from + i, organisation, standing: 'ready' as const };
  });
  return addOrders(deps, programme, orders);
}

async function addOrders(
  deps: Deps,
  programme: Programme,
  orders: readonly Pick<Loaded, 'n' | 'organisation' | 'standing'>[],
): Promise<Loaded[]> {
  const now = deps.clock.now();
  // A scan that materials point to, so that opening one finds a file.
  const scan = await deps.files.putBytes(Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'));
  const loaded: Loaded[] = [];
  const lives = orders.map(({ n, organisation, standing }) => {
    const life = live(programme, organisation, n, standing, now.getTime() - age(n, standing), scan);
    const { id, number, dataVersion } = life.state;
    loaded.push({ n, id, number, standing, organisation, dataVersion });
    return life;
  });
  await transaction(deps.db, (tx) => histories(deps.sealing).add(tx, programme, lives));
  return loaded;
}
