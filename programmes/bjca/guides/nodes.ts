import type { ProgrammeSource } from '@yinxin/programme';
import { type Both, both } from '../../common/words.ts';

export type Guide = NonNullable<ProgrammeSource['guides']>[number];
export type Node = Guide['nodes'][number];
type Way = Extract<Node, { kind: 'remedy' }>['ways'][number];
type Measure = Extract<Node, { kind: 'question' }>['measure'];

/** One thing to do, with what it costs in safety. */
export const way = (zh: string, en: string, risk?: Both): Way => ({
  do: { zh, en },
  ...(risk ? { risk: both(risk) } : {}),
});

/** A question of yes and no; with `measure` the assistant answers it where it runs. */
export const yesNo = (code: string, ask: Both, to: { yes: string; no: string }, measure?: Measure): Node => ({
  kind: 'question',
  code,
  ask: both(ask),
  ...(measure ? { measure } : {}),
  answers: [
    { code: 'yes', label: { zh: '是', en: 'Yes' }, to: to.yes },
    { code: 'no', label: { zh: '否', en: 'No' }, to: to.no },
  ],
});

/** What is the matter and what to do; `to` is where one goes on if it did not help. */
export const remedy = (code: string, cause: Both, ways: Way[], more: { to?: string; order?: 'any' } = {}): Node => ({
  kind: 'remedy',
  code,
  cause: both(cause),
  ways,
  ...more,
});
