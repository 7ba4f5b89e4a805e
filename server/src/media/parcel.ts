import type { Database, Deps } from '../platform/index.ts';
import { openPin } from './cards.ts';
import { livingProduction } from './store.ts';
import type { MediaPorts, MediaTables } from './types.ts';

/** What is in a parcel: the medium, the password card, and the PIN under its fold. */
export interface ParcelContent {
  readonly mediumSerial: string;
  readonly passwordCard: string;
  readonly initialPin: string;
}

/** Opens the parcel of a tracking number; undefined when none was sent. For the sandbox, where no courier comes. */
export async function openParcel(
  { sealing }: Pick<Deps, 'sealing'>,
  { applications }: MediaPorts,
  db: Database,
  trackingNumber: string,
): Promise<ParcelContent | undefined> {
  const applicationId = await applications.byTrackingNumber(db, trackingNumber);
  const made = applicationId ? await livingProduction(db, applicationId) : undefined;
  if (made?.status !== 'made') return undefined;
  const card = await db
    .withTables<MediaTables>()
    .selectFrom('password_card')
    .select(['number', 'sealed_pin'])
    .where('number', '=', made.password_card)
    .executeTakeFirstOrThrow();
  return { mediumSerial: made.medium_serial, passwordCard: card.number, initialPin: openPin(sealing, card) };
}
