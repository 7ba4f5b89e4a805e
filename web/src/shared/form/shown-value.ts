import type { FieldSpec, LocalText } from '@yinxin/programme';

/** A field's value as people read it: the words of a choice, else what was entered. */
export function shownValue(spec: Pick<FieldSpec, 'choices'> | undefined, value: string): LocalText {
  return spec?.choices?.find((one) => one.code === value)?.label ?? { zh: value, en: value };
}
