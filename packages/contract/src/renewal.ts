import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Instant } from './shapes.ts';

/* When a certificate should be renewed (续期建议), in the manner of ACME Renewal Information (RFC 9773). */

/** Why the window is what it is; `later`, `now` and `late` are about the suggested window. */
export const RENEWAL_EXPLANATIONS = [
  'later',
  'now',
  'late',
  'replaced',
  'suspended',
  'ended',
  'expired',
  'not-offered',
] as const;

export const RenewalInfo = z.object({
  /** When to begin, spread evenly over all certificates; `null` where there is nothing to renew. */
  suggestedWindow: z.object({ start: Instant, end: Instant }).nullable(),
  /** First instant a renewal is accepted; `null` where it is at any time or never. */
  opens: Instant.nullable(),
  notAfter: Instant,
  explanation: z.object({ code: z.enum(RENEWAL_EXPLANATIONS), text: LocalText }),
  /** What RFC 9773 calls Retry-After. */
  askAgainAfterSeconds: z.number().int(),
});

/** Renewals that are due, for whoever plans the work of the house. */
const RenewalDay = z.object({
  /** Last day of validity, in Shanghai. */
  day: z.iso.date(),
  /** Certificates that end on it and are not renewed yet. */
  count: z.number().int(),
  /** Holders are asked to begin on this day already; null where nobody suggested one. */
  suggested: z.iso.date().nullable(),
});

export const consoleRenewal = {
  days: endpoint({
    method: 'GET',
    path: '/api/console/renewal-days',
    who: ['administrator', 'back-office'],
    tag: 'renewal',
    summary: { zh: '每天到期、待续期的证书数', en: 'How many certificates end each day and are to be renewed' },
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(120) }),
    answer: z.object({ items: z.array(RenewalDay), total: z.number().int() }),
  }),
  suggest: endpoint({
    method: 'PUT',
    path: '/api/console/renewal-days/:day',
    who: ['administrator'],
    tag: 'renewal',
    idempotent: true,
    summary: {
      zh: '建议提前办理',
      en: 'Asks holders of certificates that end on a day to begin earlier; null takes it back',
    },
    params: z.object({ day: z.iso.date() }),
    body: z.strictObject({ suggested: z.iso.date().nullable() }),
    answer: RenewalDay,
  }),
};

export const renewal = {
  /** By whoever has the certificate: it tells nothing that the certificate and its status do not tell already. */
  info: endpoint({
    method: 'GET',
    path: '/api/renewal-info/:serial',
    who: 'public',
    tag: 'renewal',
    summary: { zh: '一张证书的建议续期时间', en: 'When a certificate should be renewed' },
    /** Serial of either certificate of a pair, hexadecimal, with or without colons. */
    params: z.object({ serial: z.string().regex(/^[0-9A-Fa-f:]{2,64}$/) }),
    answer: RenewalInfo,
  }),
};
