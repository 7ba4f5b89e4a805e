import type { RENEWAL_JUDGEMENTS } from '@yinxin/contract';
import { type LocalText, shanghaiDay } from '@yinxin/programme';
import { renewableFrom } from '../../holdings/index.ts';
import type { RenewalTerms } from '../terms.ts';
import texts from './judgements.json' with { type: 'json' };

export type Judgement = (typeof RENEWAL_JUDGEMENTS)[number];

/** What is looked at; the order's own rules have the last word when it is opened. */
export interface JudgedPair {
  readonly status: string;
  readonly notAfter: Date;
  readonly isReplaced: boolean;
  /** Number of the order that runs on it. */
  readonly running: string | null;
}

/** Whether a pair can be renewed now, and in words why not. `terms` null: its project offers no renewal online. */
export function judge(
  pair: JudgedPair,
  terms: RenewalTerms | null,
  now: Date,
): { readonly code: Judgement; readonly text: LocalText } {
  const { status, notAfter, running } = pair;
  if (pair.isReplaced || status === 'superseded') return said('replaced');
  if (status === 'revoked' || status === 'withdrawn') return said('ended');
  if (!terms) return said('not-offered');
  const over = status === 'expired' || notAfter <= now;
  if (over && !terms.states.includes('expired')) return said('expired');
  if (running !== null) return said('running', { number: running });
  if (!over && !terms.states.includes(status)) return said(status === 'suspended' ? 'suspended' : 'state');
  const from = renewableFrom(notAfter, terms.opensDaysBefore);
  if (from && now < from) return said('too-early', { day: shanghaiDay(from) });
  return said('open');
}

function said(code: Judgement, params: Readonly<Record<string, string>> = {}) {
  return { code, text: filled(texts[code], params) };
}

/** A text with its `{places}` filled in. */
export function filled(text: LocalText, params: Readonly<Record<string, string | number>>): LocalText {
  const one = (template: string) =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { zh: one(text.zh), en: one(text.en) };
}
