import { Code, LocalText, MaterialSpec, PriceStep, ProgrammePatch, StepClock } from '@yinxin/programme';
import { z } from 'zod';
import { ProgrammeView } from './catalogue.ts';
import { endpoint } from './endpoint.ts';
import { Instant } from './shapes.ts';

const tag = 'administration';
const readers = ['administrator', 'auditor'] as const;
const who = ['administrator'] as const;
const params = z.object({ programme: Code });
const versionParams = z.object({ programme: Code, version: z.coerce.number().int().positive() });

/** Orders that are neither finished nor void, by the version they keep. */
const Running = z.array(z.object({ version: z.number().int(), orders: z.number().int() }));

/** One difference between two versions in words (差异). */
export const DifferenceView = z.object({
  path: z.string(),
  kind: z.enum(['texts', 'prices', 'windows', 'materials', 'clocks', 'other']),
  label: LocalText,
  before: LocalText.nullable(),
  after: LocalText.nullable(),
});

/** A mistake of the check, at the place it stands: what is wrong and what to do. */
export const MistakeView = z.object({ path: z.string(), what: LocalText, fix: LocalText });

const place = <V extends z.ZodType>(value: V) => z.array(z.object({ path: z.string(), label: LocalText, value }));

/** A programme in the editor: what may be changed as it was released, and what the draft changes. */
export const ProgrammeDraft = z.object({
  programme: Code,
  name: LocalText,
  /** The version in force. */
  version: z.number().int(),
  /** Another number with every saving, never one given before; 0 while there is no draft. */
  revision: z.number().int(),
  reason: z.string(),
  updatedAt: Instant.nullable(),
  /** Names of who worked on it; none of them may publish it. */
  editors: z.array(z.string()),
  /** The caller worked on it, so somebody else publishes it. */
  mine: z.boolean(),
  patch: ProgrammePatch,
  places: z.object({
    texts: place(LocalText),
    clocks: place(StepClock),
    windows: place(z.number().int().nullable()),
    prices: place(z.array(PriceStep)),
    materials: place(z.array(MaterialSpec)),
  }),
  forms: z.array(z.object({ code: Code, title: z.string() })),
  mistakes: z.array(MistakeView),
  warnings: z.array(MistakeView),
  /** Against the version in force. */
  differences: z.array(DifferenceView),
  running: Running,
});
export type ProgrammeDraft = z.infer<typeof ProgrammeDraft>;

/** A published version (方案版本) as the history lists it. */
export const ProgrammeVersionRow = z.object({
  version: z.number().int(),
  /** `release`: it came with a release of the software. */
  origin: z.enum(['release', 'publication']),
  publishedAt: Instant,
  draftedBy: z.string(),
  publishedBy: z.string(),
  reason: z.string(),
  /** Changes of the house could not be kept over this release. */
  setAside: z.boolean(),
  orders: z.number().int(),
});

const saved = z.strictObject({ revision: z.number().int().nonnegative() });

export const programmeEditor = {
  programmes: endpoint({
    method: 'GET',
    path: '/api/console/programmes',
    who: readers,
    tag,
    summary: { zh: '方案、现行版本与草稿', en: 'Programmes, their versions in force and drafts' },
    answer: z.object({
      items: z.array(
        z.object({
          programme: Code,
          name: LocalText,
          version: z.number().int(),
          publishedAt: Instant,
          draft: z.object({ updatedAt: Instant, editors: z.array(z.string()) }).nullable(),
          running: Running,
        }),
      ),
    }),
  }),
  draft: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/draft',
    who: readers,
    tag,
    summary: { zh: '方案草稿', en: 'The draft of a programme, with its check and its differences' },
    params,
    answer: ProgrammeDraft,
  }),
  save: endpoint({
    method: 'PUT',
    path: '/api/console/programmes/:programme/draft',
    who,
    tag,
    idempotent: true,
    summary: { zh: '保存草稿', en: 'Save the draft' },
    params,
    body: saved.extend({
      /** The version in force the changes were made over: a publication meanwhile is not undone unseen. */
      version: z.number().int().positive(),
      patch: ProgrammePatch,
      reason: z.string().max(500),
    }),
    answer: ProgrammeDraft,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/api/console/programmes/:programme/draft/discard',
    who,
    tag,
    idempotent: true,
    summary: { zh: '放弃草稿', en: 'Discard the draft' },
    params,
    body: saved,
    answer: ProgrammeDraft,
  }),
  preview: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/draft/preview',
    who: readers,
    tag,
    summary: { zh: '预览：申请人将看到的', en: 'What visitors would see of the draft on a day' },
    params,
    query: z.object({ on: z.iso.date().optional() }),
    answer: ProgrammeView,
  }),
  publish: endpoint({
    method: 'POST',
    path: '/api/console/programmes/:programme/versions',
    who,
    tag,
    idempotent: true,
    summary: {
      zh: '发布新版本（须由未参与编辑的管理员）',
      en: 'Publish the draft, by an administrator who did not write it',
    },
    params,
    body: saved,
    answer: z.object({ version: z.number().int() }),
  }),
  versions: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/versions',
    who: readers,
    tag,
    summary: { zh: '版本历史', en: 'Every version there ever was, newest first' },
    params,
    answer: z.object({ name: LocalText, items: z.array(ProgrammeVersionRow) }),
  }),
  version: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/versions/:version',
    who: readers,
    tag,
    summary: { zh: '一个版本与上一版的差异', en: 'What a version changed' },
    params: versionParams,
    answer: z.object({ version: z.number().int(), differences: z.array(DifferenceView) }),
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/console/programmes/:programme/versions/:version/draft',
    who,
    tag,
    idempotent: true,
    summary: { zh: '以旧版本起草（撤回发布）', en: 'Draft a former version again' },
    params: versionParams,
    body: saved.extend({ reason: z.string().max(500) }),
    answer: ProgrammeDraft,
  }),
};
