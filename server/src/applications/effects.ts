import type { LocalText, Programme } from '@yinxin/programme';
import type { AuditActor, AuditFact, JsonValue } from '../audit/index.ts';
import type { Notice } from '../notices/index.ts';
import { projectOf, wayOf } from './engine/context.ts';
import type { Actor, ApplicationEvent, EventOf, ItemFault } from './engine/events.ts';
import { reasonOf } from './engine/stages/review.ts';
import type { ApplicationState } from './engine/state.ts';
import { waitingText } from './engine/waiting.ts';
import { wrongReason } from './present/timeline.ts';

const yuan = (fen: number) => (fen / 100).toFixed(2);

/** Whom an event concerns outside the hall, and in which words (`notices` templates). */
export function noticesOf(event: ApplicationEvent, state: ApplicationState, programme: Programme): Notice[] {
  const { number } = state;
  // IT-08
  const mobile = programme.orderMessagesTo === 'handler' ? handlerMobile(state, programme) : undefined;
  const organisation = (template: Notice['template'], params: Notice['params']): Notice => ({
    to: { organisationId: state.organisation.id, ...(mobile === undefined ? {} : { mobile }) },
    template,
    params: { number, ...params },
    applicationId: state.id,
  });
  /** Where the order stands now and what its holder does next, in the words of its page. */
  const next = (): Notice => {
    const waiting = waitingText(state, { programme });
    return organisation('order-next', { text: waiting.text, next: waiting.next });
  };
  switch (event.type) {
    case 'submitted':
      return paysLater(state, programme)
        ? [organisation('application-submitted', { project: projectOf(programme, state).name })]
        : [next()];
    case 'approved':
      return state.stage === 'payment'
        ? [organisation('application-approved', { amount: yuan(state.price?.totalFen ?? 0) })]
        : [next()];
    case 'held':
    case 'seal-made':
      return [next()];
    case 'installed':
    case 'activated':
      return state.stage === 'finished' ? [] : [next()];
    case 'cancelled':
      return [organisation('application-cancelled', {})];
    case 'media-provided': {
      const { items, trackingNumber } = event;
      const carrier = carrierOf(programme, event.carrier);
      return [organisation('media-sent', { count: items.length, carrier, trackingNumber })];
    }
    case 'materials-returned':
      return [organisation('application-returned', { reason: faultsInWords(event.faults, state, programme) })];
    case 'voided':
      return [organisation('application-wrong', { reason: wrongReason(programme, event).label })];
    case 'payment-settled':
      // Money on a void order is told with the refund, not with "please post the papers".
      if (state.void) return [];
      return state.stage === 'papers'
        ? [organisation('payment-received', { amount: yuan(event.amountFen) })]
        : [next()];
    case 'papers-confirmed':
      return state.stage === 'production' ? [organisation('papers-confirmed', {})] : [next()];
    case 'papers-faulty':
      return [organisation('papers-faulty', { reason: faultsInWords(event.faults, state, programme, true) })];
    case 'papers-reminded':
      return state.papers.status === 'to-post' ? [organisation('papers-reminder', {})] : [];
    case 'certificate-made':
      return state.delivery.mode === 'collect'
        ? [organisation('certificate-made-collect', { place: programme.hall.name })]
        : [organisation('certificate-made-post', {})];
    case 'dispatched':
      return dispatchNotices(event, state, programme, organisation);
    case 'handed-over':
      return [organisation('handed-over', {})];
    case 'supplement-needed':
      return [organisation('supplement-needed', { what: event.note })];
    case 'supplement-received':
      return [organisation('supplement-received', {})];
    case 'refund-requested':
      return [organisation('refund-requested', {})];
    case 'refund-approved':
      return [organisation('refund-approved', { amount: yuan(state.payment.paidFen ?? 0) })];
    case 'refund-paid':
      return [organisation('refund-paid', { amount: yuan(state.payment.paidFen ?? 0) })];
    case 'refund-refused':
      return [organisation('refund-refused', { reason: event.note })];
    case 'refund-letter-faulty':
      return [organisation('refund-letter-faulty', { reason: event.note })];
    case 'invoice-issued':
      return [organisation('invoice-issued', { invoiceNumber: event.number })];
    case 'invoice-reversed':
      return [organisation('invoice-reversed', { invoiceNumber: state.invoice.number ?? '', reversal: event.number })];
    case 'invoice-posted': {
      const { trackingNumber } = event;
      return [organisation('invoice-posted', { carrier: carrierOf(programme, event.carrier), trackingNumber })];
    }
    default:
      return [];
  }
}

/** The mobile the order gives for its handler (预留手机号). */
function handlerMobile(state: ApplicationState, programme: Programme): string | undefined {
  const field = projectOf(programme, state).fields.find(({ role }) => role === 'handler-mobile');
  return (field && state.fields[field.code]?.value) || undefined;
}

/** The order is reviewed now and paid after it. */
function paysLater(state: ApplicationState, programme: Programme): boolean {
  const way = wayOf(programme, state);
  return state.stage === 'review' && way.indexOf('payment') > way.indexOf('review');
}

/** Both the applicant and the recipient hear of the parcel (JX-44), with the hour the courier scans (JX-46). */
function dispatchNotices(
  event: Extract<ApplicationEvent, { type: 'dispatched' }>,
  state: ApplicationState,
  programme: Programme,
  organisation: (template: Notice['template'], params: Notice['params']) => Notice,
): Notice[] {
  const { trackingNumber } = event;
  const carrier = carrierOf(programme, event.carrier);
  const { recipient } = state.delivery;
  if (!recipient) return [];
  const scanTime = programme.courier.eveningScan;
  const told = organisation('dispatched', { recipient: recipient.name, carrier, trackingNumber, scanTime });
  const params = {
    organisation: state.organisation.name,
    carrier,
    trackingNumber,
    scanTime,
    phone: programme.customerService.phone,
  };
  return [
    told,
    { to: { mobile: recipient.mobile }, template: 'dispatched-recipient', params, applicationId: state.id },
  ];
}

/** A carrier whose name the programme knows, in both languages; any other as it was typed. */
function carrierOf({ courier, payees }: Programme, typed: string): string | LocalText {
  const known = [courier.name, ...payees.flatMap(({ carrier }) => carrier?.name ?? [])];
  return known.find((name) => name.zh === typed || name.en === typed) ?? typed;
}

function faultsInWords(
  faults: readonly ItemFault[],
  state: ApplicationState,
  programme: Programme,
  papers = false,
): LocalText {
  const project = projectOf(programme, state);
  const told = faults.map((fault) => {
    const specs = fault.item.kind === 'field' ? project.fields : project.materials;
    const what = specs.find((s) => s.code === fault.item.code)?.label;
    const why = papers ? paperReason(programme, fault.reason) : reasonOf(programme, state, fault)?.label;
    return {
      zh: `${what?.zh ?? fault.item.code}：${why?.zh ?? fault.reason}`,
      en: `${what?.en ?? fault.item.code}: ${why?.en ?? fault.reason}`,
    };
  });
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}

function paperReason(programme: Programme, code: string): LocalText | undefined {
  for (const service of programme.services) {
    if (service.channel !== 'online') continue;
    for (const stage of service.stages) {
      if (stage.kind === 'papers') return stage.reasons.find((r) => r.code === code)?.label;
    }
  }
  return undefined;
}

/** The actor as the log of the house shows them. */
export function auditActor(actor: Actor): AuditActor {
  switch (actor.kind) {
    case 'applicant':
      return { kind: 'organisation', id: actor.organisationId, name: actor.name };
    case 'staff':
      return { kind: 'staff', id: actor.id, name: actor.name };
    case 'system':
      return { kind: 'system', id: null, name: 'system' };
  }
}

export const auditSubject = (state: ApplicationState): AuditFact['subject'] => ({
  kind: 'application',
  id: state.id,
  label: state.number,
});

/** Steps that are no acts of their own. */
const unlogged = ['draft-saved', 'stage-entered', 'price-fixed'] as const;
type Logged = Exclude<ApplicationEvent, EventOf<(typeof unlogged)[number]>>;
const isLogged = (event: ApplicationEvent): event is Logged => !unlogged.some((type) => type === event.type);

/** What the log keeps of an event: what, on which order, by whom; never personal data. */
export function auditFactOf(event: ApplicationEvent, state: ApplicationState, actor: Actor): AuditFact | undefined {
  if (!isLogged(event)) return undefined;
  const details: Record<string, JsonValue> = { version: state.version };
  if ('material' in event) details.material = event.material;
  if (event.type === 'material-attached') details.sha256 = event.file.sha256;
  if (event.type === 'application-signed') {
    details.sha256 = event.sha256;
    details.certificate = event.certificate;
  }
  if (event.type === 'voided') details.wrong = event.wrong;
  if (event.type === 'materials-returned' || event.type === 'papers-faulty') {
    details.faults = event.faults.map((f) => `${f.item.code}:${f.reason}`);
  }
  if ('amountFen' in event) details.amountFen = event.amountFen;
  if ('mediumSerial' in event && event.mediumSerial !== undefined) details.mediumSerial = event.mediumSerial;
  return { actor: auditActor(actor), action: `application.${event.type}`, subject: auditSubject(state), details };
}
