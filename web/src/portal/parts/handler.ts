import type { ApplicationView } from '@yinxin/contract';

/** The person named first in the form with a mobile, as far as both are filled in. */
export function handlerOf(view: ApplicationView) {
  const value = (kind: 'person-name' | 'mobile') => view.fields.find(({ spec }) => spec.kind === kind)?.value ?? '';
  const name = value('person-name');
  const mobile = value('mobile');
  return name !== '' && mobile !== '' ? { name, mobile } : null;
}
