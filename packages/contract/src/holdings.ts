import { CERTIFICATE_STATES, MEDIUM_MOVES, MEDIUM_STATES, MOVERS, SEAL_STATES } from '@yinxin/life';
import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { MediumView } from './production.ts';
import { Fen, Id, IdParams, Instant, Page, pageOf, Refusal } from './shapes.ts';

/* What an organisation holds: pairs of certificates (持有证书), each with its medium, seals, bindings and what it needs
 * next; and the stock of media as a life with a history. */

/** What a list of one's own certificates can be narrowed to: to do now, ends soon, over by date. */
export const HOLDING_DUES = ['act', 'soon', 'expired'] as const;

/** A business about a certificate that is held; while one runs there is no second (BJ-33). */
export const HOLDING_BUSINESSES = ['renew', 'change', 'reissue', 'unlock', 'seal-apply', 'seal-change'] as const;

/** What is asked before it is confirmed. */
export const HOLDING_ACTS = ['change', 'reissue', 'renew', 'suspend', 'resume', 'revoke'] as const;

/** What a certificate needs next; `continue`: its running business goes on in its order. */
export const HOLDING_NEEDS = [
  'install',
  'activate',
  'bind',
  'install-seal',
  'continue',
  'unlock',
  'renew',
  'ask-to-resume',
  'apply-anew',
] as const;

export const HeldSeal = z.object({
  id: Id,
  name: z.string(),
  sort: Code,
  status: z.enum(SEAL_STATES),
  /** SHA-256 of its picture, under which the picture is fetched. */
  picture: z.string().nullable(),
});

/** A certificate tied to an account of a relying system 应用系统. */
export const HeldBinding = z.object({
  id: Id,
  system: Code,
  systemName: LocalText,
  account: z.string(),
  since: Instant,
});

export const HoldingNeed = z.object({
  what: z.enum(HOLDING_NEEDS),
  /** First and last instant it can be done; null without a bound. */
  from: Instant.nullable(),
  until: Instant.nullable(),
  /** The order in which it is done; null where a new one is to be opened. */
  applicationId: Id.nullable(),
  /** The service to open, where one is offered online. */
  service: Code.nullable(),
});

/** 正常, or the business that is running and blocks a second (BJ-33). */
export const BusinessStatus = z.object({
  normal: z.boolean(),
  running: z
    .object({ applicationId: Id, applicationNumber: z.string(), business: z.enum(HOLDING_BUSINESSES), since: Instant })
    .nullable(),
});

export const HoldingView = z.object({
  id: Id,
  organisationId: Id,
  /** As the certificate names it. */
  organisationName: z.string(),
  programme: Code,
  programmeName: LocalText,
  project: Code,
  projectName: LocalText,
  applicationId: Id,
  applicationNumber: z.string(),
  status: z.enum(CERTIFICATE_STATES),
  statusSince: Instant,
  notBefore: Instant,
  notAfter: Instant,
  serials: z.object({ sign: z.string(), encrypt: z.string() }),
  medium: z.object({ serial: z.string(), state: z.enum(MEDIUM_STATES).nullable() }).nullable(),
  activatedAt: Instant.nullable(),
  boundAt: Instant.nullable(),
  seals: z.array(HeldSeal),
  bindings: z.array(HeldBinding),
  business: BusinessStatus,
  /** Most urgent first; empty when there is nothing to do. */
  next: z.array(HoldingNeed),
  /** The pair it came from, and the pair that came from it. */
  predecessor: Id.nullable(),
  successor: Id.nullable(),
});

/** One thing that happened to a pair, oldest first. */
export const HoldingHappening = z.object({
  at: Instant,
  kind: z.enum([
    'asked',
    'moved',
    'business-opened',
    'business-ended',
    'bound',
    'unlocked',
    'seal-made',
    'seal-installed',
  ]),
  from: z.enum(CERTIFICATE_STATES).nullable(),
  to: z.enum(CERTIFICATE_STATES).nullable(),
  by: z.enum(MOVERS),
  applicationId: Id.nullable(),
  applicationNumber: z.string().nullable(),
  business: z.enum(HOLDING_BUSINESSES).nullable(),
});
export const HoldingDetail = HoldingView.extend({ history: z.array(HoldingHappening) });

/** Everything an act would touch, told before anybody confirms it. */
export const HoldingConsequences = z.object({
  act: z.enum(HOLDING_ACTS),
  /** Why it cannot be done now; null when it can. */
  barred: Refusal.nullable(),
  /** Whether there is no way back. */
  final: z.boolean(),
  /** The pair itself; `when` it changes. */
  certificate: z.object({
    id: Id,
    serials: z.object({ sign: z.string(), encrypt: z.string() }),
    from: z.enum(CERTIFICATE_STATES),
    to: z.enum(CERTIFICATE_STATES),
    when: z.enum(['at-once', 'at-approval', 'when-made', 'when-installed', 'never']),
  }),
  medium: z.object({ serial: z.string(), effect: z.enum(['kept', 'written-anew', 'replaced', 'useless']) }).nullable(),
  seals: z.array(HeldSeal.extend({ effect: z.enum(['kept', 'suspended', 'resumed', 'stopped', 'replaced']) })),
  /** Operators under this certificate; none until a programme has them. */
  operators: z.array(z.object({ id: Id, name: z.string() })),
  bindings: z.array(HeldBinding.extend({ effect: z.enum(['kept', 'paused', 'works-again', 'ended', 'moved']) })),
  /** Open orders of the organisation; `about` this very certificate. */
  applications: z.array(
    z.object({ id: Id, number: z.string(), state: LocalText, paid: z.boolean(), about: z.boolean() }),
  ),
  /** Money paid for orders that are not finished. */
  money: z.array(z.object({ applicationId: Id, number: z.string(), fen: Fen })),
  /** Other living certificates of the organisation, which stay as they are. */
  othersTotal: z.number().int(),
});

const Status = z.enum(CERTIFICATE_STATES);
const ActQuery = z.object({ act: z.enum(HOLDING_ACTS).default('renew') });

export const holdings = {
  list: endpoint({
    method: 'GET',
    path: '/api/holdings',
    who: 'organisation',
    tag: 'holdings',
    summary: { zh: '本单位的证书、介质、印章与绑定', en: 'Own certificates with their media, seals and bindings' },
    /** First what waits for the holder, then what ends soon, first to end first. */
    query: Page.extend({
      status: Status.optional(),
      programme: Code.optional(),
      due: z.enum(HOLDING_DUES).optional(),
      /** Serial of certificate or medium, order number, code, or the beginning of the name it bears. */
      q: z.string().max(100).optional(),
    }),
    answer: pageOf(HoldingView),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/api/holdings-summary',
    who: 'organisation',
    tag: 'holdings',
    summary: {
      zh: '本单位持有情况汇总',
      en: 'How many certificates are held, how many wait for the holder, open orders',
    },
    answer: z.object({
      total: z.number().int(),
      due: z.object({ act: z.number().int(), soon: z.number().int(), expired: z.number().int() }),
      openOrders: z.number().int(),
    }),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/holdings/:id',
    who: 'organisation',
    tag: 'holdings',
    summary: { zh: '一张证书及其经历', en: 'One certificate with its history' },
    params: IdParams,
    answer: HoldingDetail,
  }),
  consequences: endpoint({
    method: 'GET',
    path: '/api/holdings/:id/consequences',
    who: 'organisation',
    tag: 'holdings',
    summary: { zh: '办理前的影响提示', en: 'What an act would touch' },
    params: IdParams,
    query: ActQuery,
    answer: HoldingConsequences,
  }),
};

export const consoleHoldings = {
  /** `total` counts no further than 10,000. */
  search: endpoint({
    method: 'GET',
    path: '/api/console/holdings',
    who: 'staff',
    tag: 'holdings',
    summary: { zh: '查询持有证书', en: 'Search held certificates' },
    query: Page.extend({
      /** Serial of certificate or medium, order number, credit code, or the beginning of the organisation's name. */
      q: z.string().max(100).optional(),
      status: Status.optional(),
      programme: Code.optional(),
      organisation: Id.optional(),
      /** Window of the end of validity, both inclusive. */
      endsFrom: Instant.optional(),
      endsUntil: Instant.optional(),
    }),
    answer: pageOf(HoldingView),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/api/console/holdings/:id',
    who: 'staff',
    tag: 'holdings',
    summary: { zh: '持有证书详情', en: 'A held certificate with its history' },
    params: IdParams,
    answer: HoldingDetail,
  }),
  consequences: endpoint({
    method: 'GET',
    path: '/api/console/holdings/:id/consequences',
    who: 'staff',
    tag: 'holdings',
    summary: { zh: '办理前的影响提示', en: 'What an act would touch' },
    params: IdParams,
    query: ActQuery,
    answer: HoldingConsequences,
  }),
};

/**
 * What staff do with a medium in hand. `destroy` and `keep` answer somebody else's report that it is spoiled; what the hall
 * reported by itself is first witnessed by one person, so that two names always stand under a destruction.
 */
export const STOCK_MOVES = ['lose', 'find', 'return', 'restock', 'spoil', 'witness', 'keep', 'destroy'] as const;

export const MediumDetail = MediumView.extend({
  spoiledReason: z.string().nullable(),
  /** What this member of staff may do with it now. */
  moves: z.array(z.enum(STOCK_MOVES)),
  history: z.array(
    z.object({
      at: Instant,
      move: z.enum(MEDIUM_MOVES),
      from: z.enum(MEDIUM_STATES),
      to: z.enum(MEDIUM_STATES),
      by: z.enum(MOVERS),
      name: z.string(),
      note: z.string().nullable(),
    }),
  ),
});

const seesStock = ['production', 'shipping', 'administrator', 'auditor'] as const;
const SerialParams = z.object({ serial: z.string().min(1).max(40) });

export const consoleMedia = {
  stock: endpoint({
    method: 'GET',
    path: '/api/console/media-stock',
    who: seesStock,
    tag: 'production',
    summary: { zh: '介质库存数', en: 'How many media there are, by kind, model and state' },
    answer: z.object({
      items: z.array(
        z.object({
          kind: MediumView.shape.kind,
          model: z.string(),
          state: z.enum(MEDIUM_STATES),
          count: z.number().int(),
        }),
      ),
    }),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/api/console/media/:serial',
    who: seesStock,
    tag: 'production',
    summary: { zh: '介质及其经历', en: 'A medium with its history' },
    params: SerialParams,
    answer: MediumDetail,
  }),
  move: endpoint({
    method: 'POST',
    path: '/api/console/media/:serial/moves',
    who: ['production', 'shipping', 'administrator'],
    tag: 'production',
    idempotent: true,
    summary: {
      zh: '登记遗失、退回、作废与销毁（销毁须另一人确认）',
      en: 'Lost, found, returned, spoiled; destroyed only by somebody else than who reported it',
    },
    params: SerialParams,
    body: z.strictObject({ move: z.enum(STOCK_MOVES), note: z.string().trim().min(2).max(200) }),
    answer: MediumDetail,
  }),
};
