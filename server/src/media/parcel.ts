import { trackingNumber } from '@yinxin/identifiers';
import type { Database, Deps } from '../platform/index.ts';
import { openPin } from './cards.ts';
import { postedMedia } from './self/index.ts';
import { livingProduction } from './store.ts';
import type { MediaPorts, MediaTables } from './types.ts';

/** A medium, its password card, and the PIN under the card's fold. */
interface ParcelItem {
  readonly mediumSerial: string;
  readonly passwordCard: string | null;
  readonly initialPin: string | null;
}

/** What is in a parcel. */
export interface ParcelContent extends ParcelItem {
  /** The other media of an order for several. */
  readonly others: readonly ParcelItem[];
}

/** Opens the parcel of a tracking number; undefined when none was sent. For the sandbox, where no courier comes. */
export async function openParcel(
  { sealing }: Pick<Deps, 'sealing'>,
  { applications }: MediaPorts,
  db: Database,
  typed: string,
): Promise<ParcelContent | undefined> {
  const { cleaned } = trackingNumber.explain(typed);
  const items: ParcelItem[] = [];
  for (const posted of await postedMedia(db, cleaned)) {
    const card = posted.passwordCard === null ? null : await cardOf(db, posted.passwordCard);
    items.push({ ...posted, initialPin: card && openPin(sealing, card) });
  }
  const [first, ...others] = items;
  if (first) return { ...first, others };
  const applicationId = await applications.byTrackingNumber(db, cleaned);
  const made = applicationId ? await livingProduction(db, applicationId) : undefined;
  if (made?.status !== 'made') return undefined;
  const card = await cardOf(db, made.password_card);
  return {
    mediumSerial: made.medium_serial,
    passwordCard: card.number,
    initialPin: openPin(sealing, card),
    others: [],
  };
}

function cardOf(db: Database, number: string) {
  return db
    .withTables<MediaTables>()
    .selectFrom('password_card')
    .select(['number', 'sealed_pin'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
}
