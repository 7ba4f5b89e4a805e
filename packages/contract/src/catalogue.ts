import {
  Article,
  Business,
  Client,
  Code,
  Downloads,
  FieldSpec,
  Guide,
  LocalText,
  MaterialSpec,
  PriceLine,
  ReturnReason,
  StateLabel,
  StepClock,
  SubjectRule,
  Turnaround,
  Validity,
} from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen } from './shapes.ts';

const tag = 'catalogue';

export const ProjectView = z.object({
  code: Code,
  name: LocalText,
  system: z.object({ name: LocalText, purpose: LocalText, url: z.string().optional() }),
  audience: LocalText,
  notFor: LocalText.optional(),
  insteadOf: Code.optional(),
  /** It may be applied for on behalf of a registered branch (BJ-30). */
  branches: z.object({ attention: LocalText }).optional(),
  region: z
    .object({
      prefix: z.string(),
      expected: z.enum(['inside', 'outside']),
      effect: z.enum(['warn', 'refuse']),
      message: LocalText,
    })
    .optional(),
  fields: z.array(FieldSpec),
  materials: z.array(MaterialSpec),
  /** Lines in force today and their sum, and lines announced for a later day. */
  price: z.object({ lines: z.array(PriceLine), announced: z.array(PriceLine), totalFen: Fen }),
  certificateYears: z.number().int(),
  /** How long it takes, where the CA says (BJ-17, BJ-18). */
  turnaround: Turnaround.nullable(),
  /** Services offered for it; null: all. */
  services: z.array(Code).nullable(),
});
export type ProjectView = z.infer<typeof ProjectView>;

export const ProgrammeView = z.object({
  code: Code,
  version: z.number().int(),
  name: LocalText,
  authority: LocalText,
  states: z.array(StateLabel),
  services: z.array(
    z.object({
      code: Code,
      label: LocalText,
      channel: z.enum(['online', 'hall']),
      direction: LocalText.nullable(),
      /** What only online services have; lists that are null are the project's own. */
      online: z
        .object({
          business: Business,
          finishedState: Code,
          subject: SubjectRule.nullable(),
          fields: z.array(FieldSpec).nullable(),
          materials: z.array(MaterialSpec).nullable(),
          /** Lines in force today, and those announced for a later day. */
          prices: z.array(PriceLine).nullable(),
          announced: z.array(PriceLine).nullable(),
          validity: Validity.nullable(),
          signing: z.boolean(),
          /** Opened only after signing in with the certificate it is about (PA-01). */
          signIn: z.literal('certificate').nullable(),
          cancellable: z.boolean(),
        })
        .nullable(),
      stages: z.array(z.object({ kind: z.string(), state: Code, clock: StepClock.nullable() })),
    }),
  ),
  projects: z.array(ProjectView),
  fieldReasons: z.array(ReturnReason),
  wrongReasons: z.array(ReturnReason.extend({ wrong: z.enum(['project', 'name', 'code']) })),
  paperReasons: z.array(ReturnReason),
  deliveryModes: z.array(z.enum(['post', 'collect'])),
  papersAddress: z.object({ to: LocalText, address: LocalText, phone: z.string(), postcode: z.string() }).nullable(),
  invoiceKinds: z.array(z.enum(['e-invoice-general', 'e-invoice-special'])),
  courier: z.object({ name: LocalText, eveningScan: z.string(), notice: LocalText }),
  refundMailbox: z.string(),
  hall: z.object({ name: LocalText, address: LocalText, hours: LocalText, phone: z.string(), askFirst: LocalText }),
  customerService: z.object({ phone: z.string(), hours: LocalText }),
  articles: z.array(Article),
  guides: z.array(Guide),
  /** The program beside the medium, where it has words of its own. */
  client: Client.nullable(),
  /** Where its driver suite is fetched (IT-36). */
  downloads: Downloads.nullable(),
});
export type ProgrammeView = z.infer<typeof ProgrammeView>;

export const catalogue = {
  programmes: endpoint({
    method: 'GET',
    path: '/api/programmes',
    who: 'public',
    tag,
    summary: { zh: '全部业务目录', en: 'Everything on offer: projects, prices, papers, times' },
    answer: z.object({ programmes: z.array(ProgrammeView) }),
    alike: true,
  }),
  version: endpoint({
    method: 'GET',
    path: '/api/programmes/:programme/versions/:version',
    who: 'public',
    tag,
    summary: { zh: '订单受理时的业务版本', en: 'A programme in the version an order keeps' },
    params: z.object({ programme: Code, version: z.coerce.number().int().positive() }),
    answer: ProgrammeView,
  }),
};
