import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { PACKAGE_ITEMS, SELF_CODE_PURPOSES, SelfServiceView } from './self-service.ts';
import { Id, IdParams, Instant, TypedNumber } from './shapes.ts';

/* What staff do for applicants who work with their own medium: provide it, send it, and help where a step is stuck. */

/** Media that staff provide for an order (PA-19, BJ-20), as they stand. */
export const ProvisionView = z.object({
  applicationId: Id,
  applicationNumber: z.string(),
  /** How many media the order is for. */
  wanted: z.number().int(),
  withPasswordCards: z.boolean(),
  items: z.array(z.object({ mediumSerial: z.string(), passwordCard: z.string().nullable() })),
  /** Derived from product and channel (BJ-02, BJ-03); nobody types it. */
  contents: z.array(z.object({ item: z.enum(PACKAGE_ITEMS), label: LocalText })),
  sent: z
    .object({ carrier: z.string(), trackingNumber: z.string(), at: Instant, contents: z.array(z.enum(PACKAGE_ITEMS)) })
    .nullable(),
});

const StepState = z.object({ triesLeft: z.number().int(), locked: z.boolean() });
/** The steps of one order as staff see them; codes are shown to nobody. */
export const SelfServiceDesk = z.object({
  view: SelfServiceView,
  steps: z.object({ install: StepState, activation: StepState, unlock: StepState }),
  codes: z.array(
    z.object({
      purpose: z.enum([...SELF_CODE_PURPOSES, 'update']),
      sentAt: Instant,
      expiresAt: Instant,
      usedAt: Instant.nullable(),
      voidedAt: Instant.nullable(),
    }),
  ),
});

const tag = 'self-service';
const desk = ['customer-service', 'back-office'] as const;
const store = ['production', 'shipping'] as const;
const readers = [...store, ...desk, 'administrator', 'auditor'] as const;
const Reason = z.string().min(2).max(200);
const provisions = '/api/console/provisions/:id';
const steps = '/api/console/self-service/:id';

export const consoleSelfService = {
  provision: endpoint({
    method: 'GET',
    path: provisions,
    who: readers,
    tag,
    summary: { zh: '空白介质配发', en: 'Blank media for an order' },
    params: IdParams,
    answer: ProvisionView,
  }),
  pair: endpoint({
    method: 'POST',
    path: `${provisions}/items`,
    who: store,
    tag,
    idempotent: true,
    summary: { zh: '配发一支空白介质', en: 'Pair one blank medium, and a password card where the stage says so' },
    params: IdParams,
    body: z.strictObject({ mediumSerial: TypedNumber, passwordCard: TypedNumber.optional() }),
    answer: ProvisionView,
  }),
  unpair: endpoint({
    method: 'POST',
    path: `${provisions}/items/removal`,
    who: store,
    tag,
    idempotent: true,
    summary: { zh: '取消配发', en: 'Take a medium back out before it is sent' },
    params: IdParams,
    body: z.strictObject({ mediumSerial: TypedNumber, spoiled: z.boolean(), reason: Reason }),
    answer: ProvisionView,
  }),
  send: endpoint({
    method: 'POST',
    path: `${provisions}/shipment`,
    who: store,
    tag,
    idempotent: true,
    summary: { zh: '寄出空白介质', en: 'The media went out; what was in the package is recorded' },
    params: IdParams,
    body: z.strictObject({ carrier: z.string().min(1).max(40), trackingNumber: z.string().min(1).max(40) }),
    answer: ProvisionView,
  }),
  read: endpoint({
    method: 'GET',
    path: steps,
    who: readers,
    tag,
    summary: { zh: '自助办理情况', en: 'How an order’s own steps stand' },
    params: IdParams,
    answer: SelfServiceDesk,
  }),
  reset: endpoint({
    method: 'POST',
    path: `${steps}/tries`,
    who: desk,
    tag,
    idempotent: true,
    summary: { zh: '解除尝试锁定', en: 'Open a step again that was locked by wrong tries' },
    params: IdParams,
    body: z.strictObject({ step: z.enum(SELF_CODE_PURPOSES), reason: Reason }),
    answer: SelfServiceDesk,
  }),
  renewUpdateCodes: endpoint({
    method: 'POST',
    path: `${steps}/update-codes`,
    who: desk,
    tag,
    idempotent: true,
    summary: { zh: '作废并重发更新双码', en: 'Void the two update codes and send new ones' },
    params: IdParams,
    body: z.strictObject({ reason: Reason }),
    answer: SelfServiceDesk,
  }),
  abandon: endpoint({
    method: 'POST',
    path: `${steps}/abandonment`,
    who: ['production', ...desk],
    tag,
    idempotent: true,
    summary: {
      zh: '放弃本次写入，重新办理',
      en: 'A medium that cannot be finished: what was issued is revoked and the applicant may begin again',
    },
    params: IdParams,
    body: z.strictObject({ mediumSerial: TypedNumber, mediumSpoiled: z.boolean(), reason: Reason }),
    answer: SelfServiceDesk,
  }),
};
