import { livesOf } from '@yinxin/life';
import { amountOf, applies, type Programme, type Stage, type StageOf } from '@yinxin/programme';
import { type ApplicationState, type ApplicationsService, SYSTEM } from '../../applications/index.ts';
import type { Database } from '../../platform/index.ts';
import { answerTo, readOrder, subscriberOf } from '../subscriber.ts';
import type { ApplicationsForSelfService, SelfServiceOrder } from './port.ts';

type Needed = Pick<ApplicationsService, 'read' | 'execute' | 'programmeOf'>;

/**
 * The applications room as self-service sees it. `mobileOf` is the organisation's own mobile, for orders whose form asks
 * for no handler's.
 */
export function applicationsForSelfService(
  applications: Needed,
  mobileOf: (db: Database, organisationId: string) => Promise<string | undefined>,
): ApplicationsForSelfService {
  const find = async (db: Database, id: string) => {
    const state = await applications.read(db, id);
    return state && { state, programme: await applications.programmeOf(db, state) };
  };
  return {
    async order(db, id) {
      const found = await find(db, id);
      if (!found) return undefined;
      return orderOf(found.state, found.programme, await mobileOf(db, found.state.organisation.id));
    },
    async subscriber(db, id, position) {
      const found = await find(db, id);
      return found && { ...subscriberOf(found.state, found.programme), position };
    },
    async provided(tx, id, parcel, actor) {
      await applications.execute(tx, id, { type: 'provide-media', ...parcel }, { kind: 'staff', ...actor });
    },
    async installStarted(tx, id, mediumSerial) {
      await applications.execute(tx, id, { type: 'install-started', mediumSerial }, SYSTEM);
    },
    async installed(tx, id, mediumSerial, made) {
      const certificates = made.map(({ use, serial, notBefore, notAfter }) => ({
        use,
        serial,
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
      }));
      await applications.execute(tx, id, { type: 'certificate-made', certificates, mediumSerial }, SYSTEM);
      await applications.execute(tx, id, { type: 'installed', mediumSerial }, SYSTEM);
    },
    async activated(tx, id, mediumSerial) {
      await applications.execute(tx, id, { type: 'activated', mediumSerial }, SYSTEM);
    },
    async unlocked(tx, id, mediumSerial) {
      await applications.execute(tx, id, { type: 'unlocked', mediumSerial }, SYSTEM);
    },
    async sealInstalled(tx, id, what) {
      await applications.execute(tx, id, { type: 'seal-installed', ...what }, SYSTEM);
    },
  };
}

const REFUNDS: readonly string[] = ['requested', 'approved', 'refunded'];

/** An order as far as its holder's own medium goes. */
export function orderOf(
  state: ApplicationState,
  programme: Programme,
  organisationMobile: string | undefined,
): SelfServiceOrder {
  const order = readOrder(state, programme);
  const stages = order.service.stages.filter((stage) => applies(stage, order.answers));
  const stage = <K extends Stage['kind']>(kind: K) => stages.find((one): one is StageOf<K> => one.kind === kind);
  const [provision, install] = [stage('provision'), stage('install')];
  const mobile = answerTo(order, 'handler-mobile') ?? organisationMobile;
  return {
    applicationId: state.id,
    applicationNumber: state.number,
    organisationId: state.organisation.id,
    organisationName: state.organisation.name,
    stage: state.stage,
    ended: state.void !== null,
    refundOpen: REFUNDS.includes(state.refund.status),
    handlerMobile: mobile ?? null,
    updateCodesTo: mobile === undefined ? null : { mobile },
    provision: provision
      ? {
          count: amountOf(provision.count ?? 1, order.answers),
          passwordCard: provision.passwordCard,
          kind: provision.medium,
          pinChange: provision.pinChange,
        }
      : null,
    install: install ? { medium: install.medium, proofs: install.proofs } : null,
    activation: stage('activation') !== undefined,
    unlock: stage('unlock') !== undefined,
    seal: stage('seal') !== undefined,
    subjectMedium: state.subject?.mediumSerial ?? null,
    without: livesOf(programme.lives).medium?.without ?? [],
  };
}
