import type { Actor, ApplicationsService } from '../applications/index.ts';
import type { StaffActor } from '../issuance/index.ts';
import type { ApplicationsForProduction } from '../media/index.ts';

const asProduction = ({ id, name }: StaffActor): Actor => ({ kind: 'staff', id, name, roles: ['production'] });

/** Applications as production sees them. */
export function productionPort(applications: ApplicationsService): ApplicationsForProduction {
  return {
    async subscriber(db, applicationId) {
      const state = await applications.read(db, applicationId);
      if (!state) return undefined;
      const programme = await applications.programmeOf(db, state.programme);
      const terms = programme.projects.find((p) => p.code === state.project)?.certificate;
      if (!terms) return undefined;
      return {
        applicationId: state.id,
        applicationNumber: state.number,
        organisationId: state.organisation.id,
        name: state.organisation.name,
        creditCode: state.organisation.creditCode,
        years: terms.years,
        ...(terms.organisationalUnit === undefined ? {} : { organisationalUnit: terms.organisationalUnit }),
      };
    },
    async started(tx, id, { mediumSerial, passwordCard }, actor) {
      await applications.execute(
        tx,
        id,
        { type: 'production-started', mediumSerial, passwordCard },
        asProduction(actor),
      );
    },
    async made(tx, id, certificates, actor) {
      const made = certificates.map((one) => ({
        use: one.use,
        serial: one.serial,
        notBefore: one.notBefore.toISOString(),
        notAfter: one.notAfter.toISOString(),
      }));
      await applications.execute(tx, id, { type: 'certificate-made', certificates: made }, asProduction(actor));
    },
    async abandoned(tx, id, reason, actor) {
      await applications.execute(tx, id, { type: 'production-abandoned', reason }, asProduction(actor));
    },
    byTrackingNumber: (db, trackingNumber) => applications.lookUps.byParcel(db, trackingNumber),
  };
}
