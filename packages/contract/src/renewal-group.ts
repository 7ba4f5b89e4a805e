import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

/* Renewing many certificates at once 集团续期: chosen on a page or marked in a spreadsheet, opened by one job. */

const tag = 'renewal';

/** Rows of one spreadsheet, and certificates of one go. */
export const MOST_RENEWALS = 2000;

/** Whether a certificate can be renewed now; everything but `open` says why not. */
export const RENEWAL_JUDGEMENTS = [
  'open',
  'too-early',
  'running',
  'replaced',
  'ended',
  'expired',
  'suspended',
  'state',
  'not-offered',
] as const;

/** What is wrong with a row of a spreadsheet, besides what is wrong with its certificate. */
export const SHEET_FAULTS = [
  'mark-unclear',
  'formula',
  'certificate-missing',
  'certificate-unknown',
  'row-twice',
] as const;

export const RenewalCandidate = z.object({
  holding: Id,
  programme: Code,
  project: Code,
  projectName: LocalText,
  /** Whom the certificate names: the own organisation or a branch. */
  holder: z.object({ name: z.string(), creditCode: z.string() }),
  /** Serial of the signing certificate, upper-case hexadecimal. */
  serial: z.string(),
  mediumSerial: z.string().nullable(),
  notAfter: Instant,
  judgement: z.enum(RENEWAL_JUDGEMENTS),
  text: LocalText,
  /** When to begin, from now on; both the same where it is best done at once, null where there is nothing to renew. */
  suggested: z.object({ start: Instant, end: Instant }).nullable(),
});

export const SheetRow = z.object({
  /** As the spreadsheet numbers it; the heading is row 1. */
  row: z.number().int(),
  /** As it stands in the row. */
  certificate: z.string(),
  result: z.enum(['renew', 'left', 'wrong']),
  code: z.enum([...RENEWAL_JUDGEMENTS, ...SHEET_FAULTS, 'not-marked']),
  text: LocalText,
  holding: Id.nullable(),
  holderName: z.string().nullable(),
});

export const RenewalBatch = z.object({
  id: Id,
  createdAt: Instant,
  total: z.number().int(),
  /** Rows that are done, however they ended. */
  done: z.number().int(),
  opened: z.number().int(),
  /** Rows whose renewal was running already: nothing is doubled. */
  existing: z.number().int(),
  refused: z.number().int(),
  /** Only once all are done. */
  rows: z.array(
    z.object({
      holding: Id,
      holderName: z.string(),
      serial: z.string(),
      status: z.enum(['opened', 'existing', 'refused']),
      applicationId: Id.nullable(),
      applicationNumber: z.string().nullable(),
      detail: LocalText.nullable(),
      next: LocalText.nullable(),
    }),
  ),
});

export const renewalGroup = {
  candidates: endpoint({
    method: 'GET',
    path: '/api/renewal-candidates',
    who: 'organisation',
    tag,
    summary: { zh: '可以续期的证书', en: 'Own certificates that can be renewed now or later, first to end first' },
    query: Page.extend({ open: z.enum(['yes']).optional() }),
    answer: pageOf(RenewalCandidate).extend({
      /** How many can be renewed now. */
      open: z.number().int(),
    }),
  }),
  sheet: endpoint({
    method: 'GET',
    path: '/api/renewal-sheet',
    who: 'organisation',
    tag,
    summary: { zh: '下载续期清单（CSV）', en: 'The list of certificates to mark, CSV for spreadsheet programs' },
    query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
    answer: 'file',
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/renewal-checks',
    who: 'organisation',
    tag,
    summary: { zh: '核对续期清单', en: 'Checks a marked list row by row; changes nothing' },
    /** Text of the CSV. */
    body: z.strictObject({ sheet: z.string().max(900_000) }),
    answer: z.object({
      rows: z.array(SheetRow),
      renew: z.number().int(),
      left: z.number().int(),
      wrong: z.number().int(),
    }),
  }),
  open: endpoint({
    method: 'POST',
    path: '/api/renewal-batches',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '批量开始续期', en: 'Opens the renewals of these certificates by a job; safe to repeat' },
    body: z.strictObject({ holdings: z.array(Id).min(1).max(MOST_RENEWALS) }),
    answer: RenewalBatch,
  }),
  batch: endpoint({
    method: 'GET',
    path: '/api/renewal-batches/:id',
    who: 'organisation',
    tag,
    summary: { zh: '批量续期进度', en: 'How far the job has come' },
    params: IdParams,
    answer: RenewalBatch,
  }),
};
