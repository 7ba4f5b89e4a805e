import type { Database, Deps } from '../platform/index.ts';
import { openPin } from './cards.ts';
import { postedMedium } from './self/index.ts';
import { livingProduction } from './store.ts';
import type { MediaPorts, MediaTables } from './types.ts';

/** What is in a parcel: the medium, the password card, and the PIN under its fold. */
export interface ParcelContent {
  readonly mediumSerial: string;
  readonly passwordCard: string | null;
  readonly initialPin: string | null;
}

/** Opens the parcel of a tracking number; undefined when none was sent. For the sandbox, where no courier comes. */
export async function openParcel(
  { sealing }: Pick<Deps, 'sealing'>,
  { applications }: MediaPorts,
  db: Database,
  trackingNumber: string,
): Promise<ParcelContent | undefined> {
  const posted = await postedMedium(db, trackingNumber);
  if (posted) {
    const card = posted.passwordCard === null ? null : await cardOf(db, posted.passwordCard);
    return { ...posted, initialPin: card && openPin(sealing, card) };
  }
  const applicationId = await applications.byTrackingNumber(db, trackingNumber);
  const made = applicationId ? await livingProduction(db, applicationId) : undefined;
  if (made?.status !== 'made') return undefined;
  const card = await cardOf(db, made.password_card);
  return { mediumSerial: made.medium_serial, passwordCard: card.number, initialPin: openPin(sealing, card) };
}

function cardOf(db: Database, number: string) {
  return db
    .withTables<MediaTables>()
    .selectFrom('password_card')
    .select(['number', 'sealed_pin'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
}
