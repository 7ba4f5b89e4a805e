import type { Actor, ApplicationsService } from '../applications/index.ts';
import type { StaffActor } from '../issuance/index.ts';
import { subscriberOf } from './subscriber.ts';
import type { ApplicationsForProduction } from './types.ts';

type Needed = Pick<ApplicationsService, 'read' | 'execute' | 'programmeOf' | 'lookUps'>;

const staff = (actor: StaffActor): Actor => ({ kind: 'staff', ...actor });

/** The applications room as production sees it. */
export function applicationsForProduction(applications: Needed): ApplicationsForProduction {
  return {
    async subscriber(db, id) {
      const state = await applications.read(db, id);
      if (!state) return undefined;
      return subscriberOf(state, await applications.programmeOf(db, state));
    },
    async started(tx, id, { mediumSerial, passwordCard }, actor) {
      await applications.execute(tx, id, { type: 'production-started', mediumSerial, passwordCard }, staff(actor));
    },
    async made(tx, id, certificates, actor) {
      const listed = certificates.map(({ use, serial, notBefore, notAfter }) => ({
        use,
        serial,
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
      }));
      await applications.execute(tx, id, { type: 'certificate-made', certificates: listed }, staff(actor));
    },
    async abandoned(tx, id, reason, actor) {
      await applications.execute(tx, id, { type: 'production-abandoned', reason }, staff(actor));
    },
    waiting: (tx, asked) => applications.lookUps.waitingToBeMade(tx, asked),
    async parcel(db, id) {
      const state = await applications.read(db, id);
      if (!state) return undefined;
      const { authority, courier, hall } = await applications.programmeOf(db, state);
      const { number, stage, delivery, production, provision } = state;
      const provided = provision.items.map(({ mediumSerial }) => mediumSerial);
      return {
        number,
        stage,
        recipient: delivery.recipient,
        sender: { name: authority.zh, phone: hall.phone, address: hall.address.zh },
        carrier: courier.name.zh,
        media: production.mediumSerial === null ? provided : [production.mediumSerial],
        posted: delivery.trackingNumber,
      };
    },
    byNumber: (db, number) => applications.lookUps.byNumber(db, number),
    async dispatch(tx, id, parcel, actor) {
      await applications.execute(tx, id, { type: 'dispatch', ...parcel }, staff(actor));
    },
    byTrackingNumber: (db, trackingNumber) => applications.lookUps.byParcel(db, trackingNumber),
  };
}
