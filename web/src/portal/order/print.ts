import type { ApplicationView } from '@yinxin/contract';

/** Whether the order page has forms to print: those that are only posted, once the business is handed in (IT-14). */
export function isPrinted({
  stage,
  materials,
  void: over,
}: Pick<ApplicationView, 'stage' | 'materials' | 'void'>): boolean {
  return (
    stage !== 'fill' && over === null && materials.some(({ form, object }) => form !== null && object === 'original')
  );
}

/** Labels of what prints as an empty line, where it may be completed by hand (IT-13). */
export function blanksOf({ fields, materials }: Pick<ApplicationView, 'fields' | 'materials'>) {
  if (!materials.some(({ byHand }) => byHand)) return [];
  return fields.flatMap(({ spec, value }) => (value.trim() === '' ? [spec.label] : []));
}
