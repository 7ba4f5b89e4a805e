import { livesOf } from '@yinxin/life';
import type { OnlineService, Programme } from '@yinxin/programme';
import type {
  ApplicationState,
  ApplicationsService,
  Change,
  HeldFacts,
  HoldingsForApplications,
  Offer,
} from '../applications/index.ts';
import type {
  HoldingBusiness,
  Holdings,
  OfferedBusiness,
  Offers,
  OpenOrder,
  OrderEvent,
  OrderFacts,
  OrderNews,
  SubjectFacts,
} from '../holdings/index.ts';
import type { Media } from '../media/index.ts';
import type { Database } from '../platform/index.ts';

/* Where orders and what is held meet: an order's events as news for certificates, programmes as offers, and what is held
 * as the rules of a business ask for it. */

/** An order as its certificates need it. */
export function orderFacts(state: ApplicationState): OrderFacts {
  const over = state.void !== null || state.stage === 'finished';
  return {
    id: state.id,
    number: state.number,
    organisationId: state.organisation.id,
    organisationName: state.organisation.name,
    creditCode: state.organisation.creditCode,
    programme: state.programme,
    project: state.project,
    createdAt: state.createdAt,
    submittedAt: state.firstSubmittedAt,
    made: state.production.certificates.map(({ serial }) => serial),
    openStage: over ? null : state.stage,
    void: state.void !== null,
    subject: state.subject?.holding ?? null,
  };
}

/** The news for certificates in a change of an order, in order. */
export function holdingNews({ state, events, actor }: Change): readonly OrderNews[] {
  const order = orderFacts(state);
  return events.flatMap((event) => {
    const news = newsOf(event, state);
    return news ? [{ order, event: news, by: actor.kind }] : [];
  });
}

function newsOf(event: Change['events'][number], state: ApplicationState): OrderEvent | null {
  switch (event.type) {
    case 'opened':
      return { type: 'opened', service: event.service, stage: 'fill' };
    case 'certificate-made':
      return {
        type: 'certificate-made',
        certificates: event.certificates,
        mediumSerial: event.mediumSerial ?? state.production.mediumSerial,
      };
    case 'stage-entered':
    case 'activated':
    case 'unlocked':
    case 'seal-made':
    case 'seal-installed':
    case 'bound':
    case 'subject-superseded':
      return event;
    case 'voided':
    case 'cancelled':
    case 'given-up':
      return { type: 'ended' };
    default:
      // Nothing else changes what is held; new events that do are added here.
      return null;
  }
}

const known = new WeakMap<Offer, Offers>();

/** What programmes say about what is held. */
export function offersOf(offer: Offer): Offers {
  const made = known.get(offer) ?? readOffers(offer);
  known.set(offer, made);
  return made;
}

function readOffers(offer: Offer): Offers {
  const projectOf = (programme: string, project: string) => {
    const found = offer.programmeOf({ programme });
    return { programme: found, project: found.projects.find(({ code }) => code === project) };
  };
  const serviceOf = (programme: string, project: string, business: HoldingBusiness | 'new') => {
    const found = projectOf(programme, project);
    const offered = found.project?.services;
    return onlineServices(found.programme).find(
      (one) => one.business === business && (offered === undefined || offered.includes(one.code)),
    );
  };
  return {
    names(programme, project) {
      const found = projectOf(programme, project);
      return { programme: found.programme.name, project: found.project?.name ?? found.programme.name };
    },
    business(programme, project, business) {
      const service = serviceOf(programme, project, business);
      return service ? offered(service) : null;
    },
    businessOf: (programme, service) => businessOf(offer.programmeOf({ programme }), service),
    newService: (programme, project) => serviceOf(programme, project, 'new')?.code ?? null,
    onReplacement: (programme, system) =>
      offer.programmeOf({ programme }).relyingSystems.find(({ code }) => code === system)?.onReplacement ?? 'end',
    without: (programme) => livesOf(offer.programmeOf({ programme }).lives),
  };
}

/** What a service of a programme is about. */
export const businessOf = (programme: Programme, service: string): HoldingBusiness | 'new' =>
  onlineServices(programme).find(({ code }) => code === service)?.business ?? 'new';

/** Moves of a medium that the programme does not use. */
export const mediumWithout = (programme: Programme) => livesOf(programme.lives).medium?.without ?? [];

const onlineServices = (programme: Programme): readonly OnlineService[] =>
  programme.services.flatMap((service) => (service.channel === 'online' ? [service] : []));

function offered(service: OnlineService): OfferedBusiness {
  return {
    service: service.code,
    old: service.old,
    opensDaysBefore: service.subject?.window?.opensDaysBefore ?? null,
    // The holder writes it anew, or sends it in to be written anew (PA-31).
    sameMedium:
      service.stages.some((stage) => stage.kind === 'install' && stage.medium === 'same') ||
      (service.materials?.some(({ object }) => object === 'medium') ?? false),
  };
}

/** Open orders with what was paid for them. */
export async function openOrders(
  applications: Pick<ApplicationsService, 'orders' | 'read'>,
  db: Database,
  organisationId: string,
): Promise<readonly OpenOrder[]> {
  const open = await applications.orders.open(db, organisationId);
  const orders: OpenOrder[] = [];
  for (const { id, number, state, paid } of open) {
    const order = await applications.read(db, id);
    orders.push({ id, number, state, paid, paidFen: order?.payment.paidFen ?? 0 });
  }
  return orders;
}

/** Held certificates as the rules of a business ask for them. */
export function holdingsForApplications(
  holdings: () => Holdings,
  media?: () => Pick<Media, 'states'>,
): HoldingsForApplications {
  return {
    async held(db, id) {
      const facts = await holdings().subjectFacts(db, id);
      if (!facts) return undefined;
      const { mediumSerial } = facts;
      const states = mediumSerial === null ? undefined : await media?.().states(db, [mediumSerial]);
      // IT-17
      const mediumLocked = mediumSerial !== null && states?.get(mediumSerial) === 'locked';
      return { ...heldFacts(facts), mediumLocked };
    },
    living: async (db, organisationId) => (await holdings().liveHoldings(db, organisationId)).map(heldFacts),
  };
}

function heldFacts(facts: SubjectFacts): HeldFacts {
  const { id, organisationId, applicationId, programme, project, notAfter, mediumSerial, seal } = facts;
  const ids = { id, organisationId, applicationId, programme, project };
  return {
    ...ids,
    holderCode: facts.holder.creditCode,
    status: standing(facts.status),
    notAfter,
    mediumSerial,
    sealName: seal,
  };
}

function standing(status: SubjectFacts['status']): HeldFacts['status'] {
  switch (status) {
    case 'superseded':
    case 'revoked':
    case 'withdrawn':
      return 'ended';
    default:
      return status;
  }
}
