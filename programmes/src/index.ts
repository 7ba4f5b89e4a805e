import type { FormTemplate } from '@yinxin/documents';
import { loadProgramme, type Programme } from '@yinxin/programme';
import { forms as bjcaForms } from '../bjca/forms.ts';
import { mobile, onecard, shenzhen } from '../bjca/index.ts';
import { jiangxiForms } from '../jiangxi/forms/index.ts';
import { jiangxi } from '../jiangxi/index.ts';
import { forms as pinganForms } from '../pingan/forms/index.ts';
import { pingan } from '../pingan/index.ts';
import { forms as xinchengtongForms } from '../xinchengtong/forms.ts';
import { xinchengtong } from '../xinchengtong/index.ts';

/** Every programme this hall offers, checked when loaded. A new authority is a new line here and a new folder. */
export const programmes: readonly Programme[] = [jiangxi, pingan, onecard, mobile, shenzhen, xinchengtong].map(
  (source) => loadProgramme(source),
);

const forms: Readonly<Record<string, readonly FormTemplate[]>> = {
  jiangxi: jiangxiForms,
  pingan: pinganForms,
  'bjca-onecard': bjcaForms,
  'bjca-mobile': bjcaForms,
  'bjca-shenzhen': bjcaForms,
  xinchengtong: xinchengtongForms,
};

/** The forms (表单) of a programme as they were released; empty for an unknown one. */
export function formsOf(programme: string): readonly FormTemplate[] {
  return forms[programme] ?? [];
}
