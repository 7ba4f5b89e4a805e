import type { ProjectView } from '@yinxin/contract';
import { type Finding, idCard, mobile, personName, phone } from '@yinxin/identifiers';

export type FieldSpec = ProjectView['fields'][number];

/** What `identifiers` finds in a value of a kind of field; kinds without a check find nothing. */
export function findingsOf(spec: Pick<FieldSpec, 'kind'>, value: string): readonly Finding[] {
  if (value.trim() === '') return [];
  switch (spec.kind) {
    case 'mobile':
      return mobile(value).findings;
    case 'phone':
      return phone(value).findings;
    case 'person-name':
      return personName.normalise(value).findings;
    case 'id-card':
      return idCard.explain(value).findings;
    case 'text':
    case 'long-text':
    case 'email':
    case 'address':
    case 'postcode':
    case 'choice':
      return [];
  }
}

/** Is a value long enough to be judged while it is typed? Only checkable strings are, so that slow typists never see an error. */
export function isJudgeable(spec: Pick<FieldSpec, 'kind'>, value: string): boolean {
  const length = value.replace(/\s/g, '').length;
  if (spec.kind === 'mobile') return length >= 11;
  return spec.kind === 'id-card' && length >= 15;
}
