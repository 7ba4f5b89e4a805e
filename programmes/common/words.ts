import type { ProgrammeSource, ReturnReason } from '@yinxin/programme';

type Article = ProgrammeSource['articles'][number];
type State = ProgrammeSource['states'][number];
/** A text in Chinese and in English. */
export type Both = readonly [zh: string, en: string];

export const both = ([zh, en]: Both) => ({ zh, en });

/** A state of an order: its code, its name, and what it means for the applicant. */
export const state = (code: string, label: Both, meaning: Both): State => ({
  code,
  label: both(label),
  meaning: both(meaning),
});

/** Why something is returned, and what its applicant does about it. */
export const reason = (code: string, label: Both, whatToDo: Both): ReturnReason => ({
  code,
  label: both(label),
  whatToDo: both(whatToDo),
});

/** A help article; `topics` are the stages beside which it is offered. */
export const article = (
  slug: string,
  topics: string[],
  title: Both,
  body: Both,
  figures: Article['figures'] = [],
): Article => ({ slug, topics, title: both(title), body: both(body), figures });
