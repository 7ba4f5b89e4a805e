import type { TimelineEntry } from '@yinxin/contract';
import type { Programme } from '@yinxin/programme';
import type { z } from 'zod';
import { projectOf } from '../engine/context.ts';
import type { ApplicationEvent, Recorded } from '../engine/events.ts';
import type { ApplicationState, Ended, HoldReason } from '../engine/state.ts';
import ended from '../engine/texts/ended.json' with { type: 'json' };
import texts from '../engine/texts/timeline.json' with { type: 'json' };
import waiting from '../engine/texts/waiting.json' with { type: 'json' };

type Text = { readonly zh: string; readonly en: string };
type Key = keyof typeof texts;

/** Internal steps that tell nobody anything. */
const silent: ReadonlySet<string> = new Set(['stage-entered', 'review-released', 'papers-reminded']);
const forStaffOnly: ReadonlySet<string> = new Set(['review-released', 'papers-reminded']);

/**
 * The history as people read it: drafts saved one after another are one entry, and staff see names. Nothing is left
 * out that changed the order.
 */
export function timeline(
  history: readonly Recorded[],
  state: ApplicationState,
  programme: Programme,
  reader: 'applicant' | 'staff',
): z.infer<typeof TimelineEntry>[] {
  const shown = history.filter(({ event }, i) => {
    if (event.type === 'draft-saved' && history[i + 1]?.event.type === 'draft-saved') return false;
    return !silent.has(event.type) || (reader === 'staff' && forStaffOnly.has(event.type));
  });
  return shown.map(({ version, at, actor, event }) => ({
    version,
    at,
    type: event.type,
    text: timelineText(event, state, programme),
    actor: actor.kind,
    actorName: reader === 'staff' ? nameOf(actor, state) : null,
  }));
}

function nameOf(actor: Recorded['actor'], state: ApplicationState): string | null {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'applicant':
      return state.organisation.name;
    case 'system':
      return null;
  }
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const same = (text: string): Text => ({ zh: text, en: text });

/** One event in words. */
export function timelineText(event: ApplicationEvent, state: ApplicationState, programme: Programme): Text {
  const [key, values] = keyAndValues(event, state, programme);
  const fill = (template: string, language: 'zh' | 'en') =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.[language] ?? whole);
  return { zh: fill(texts[key].zh, 'zh'), en: fill(texts[key].en, 'en') };
}

function keyAndValues(
  event: ApplicationEvent,
  state: ApplicationState,
  programme: Programme,
): [Key, Readonly<Record<string, Text>>] {
  switch (event.type) {
    case 'organisation-renamed':
      return [event.type, { name: same(event.name) }];
    case 'material-attached':
    case 'material-removed': {
      const spec = projectOf(programme, state).materials.find((m) => m.code === event.material);
      return [event.type, { material: spec?.label ?? same(event.material) }];
    }
    case 'application-signed':
      return [event.type, { version: same(String(event.dataVersion)) }];
    case 'approved':
      return [event.automatic ? 'approved-automatic' : 'approved', {}];
    case 'held':
      return [event.type, { missing: holdWords(event.reasons) }];
    case 'media-provided':
      return [
        event.type,
        { count: same(String(event.items.length)), carrier: same(event.carrier), number: same(event.trackingNumber) },
      ];
    case 'install-started':
    case 'installed':
    case 'activated':
    case 'unlocked':
    case 'seal-installed':
      return [event.type, { serial: same(event.mediumSerial) }];
    case 'bound':
      return [event.type, { account: same(event.account) }];
    case 'submitted':
      return [event.again ? 'resubmitted' : 'submitted', {}];
    case 'materials-returned':
    case 'papers-faulty':
      return [event.type, { count: same(String(event.faults.length)) }];
    case 'voided':
      return [event.type, { label: wrongReason(programme, event).label }];
    case 'price-fixed':
      return [event.type, { amount: same(yuan(event.totalFen)) }];
    case 'payment-settled':
    case 'payment-repeated':
      return [event.type, { amount: same(yuan(event.amountFen)) }];
    case 'payment-failed':
      return [event.type, { reason: event.text }];
    case 'papers-posted':
    case 'dispatched':
    case 'invoice-posted':
      return [event.type, { carrier: same(event.carrier), number: same(event.trackingNumber) }];
    case 'supplement-needed':
      return [event.type, { note: same(event.note) }];
    case 'delivery-set':
      return [event.mode === 'post' ? 'delivery-set-post' : 'delivery-set-collect', {}];
    case 'handed-over':
      return [event.type, { collector: same(event.collector) }];
    case 'invoice-issued':
    case 'invoice-reversed':
      return [event.type, { number: same(event.number) }];
    case 'refund-refused':
    case 'refund-letter-faulty':
      return [event.type, { note: same(event.note) }];
    case 'contact-logged':
      return [event.reached ? 'contact-logged-reached' : 'contact-logged-missed', {}];
    default:
      return [event.type, {}];
  }
}

function holdWords(reasons: readonly HoldReason[]): Text {
  const words = reasons.map((reason) => waiting[`missing-${reason}`].text);
  return { zh: words.map((w) => w.zh).join('、'), en: words.map((w) => w.en).join(', ') };
}

/** The programme's words for a void order: of the reason chosen, else of what was wrong; what the applicant ended has the house's. */
export function wrongReason(
  programme: Programme,
  over: { readonly wrong: Ended; readonly reason: string | null },
): { readonly label: Text; readonly whatToDo: Text } {
  if (over.wrong === 'cancelled' || over.wrong === 'given-up') return ended[over.wrong];
  const found =
    programme.wrongReasons.find((r) => r.code === over.reason) ??
    programme.wrongReasons.find((r) => r.wrong === over.wrong);
  if (!found) throw new Error(`programme ${programme.code} has no words for a wrong ${over.wrong}`);
  return found;
}
