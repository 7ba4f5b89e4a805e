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

const offered: Programme[] = [jiangxi, pingan, onecard, mobile, shenzhen, xinchengtong].map((source) =>
  loadProgramme(source),
);
/** Every programme this hall offers, checked when loaded. A new authority is a new line above and a new folder. */
export const programmes: readonly Programme[] = offered;

const forms = new Map<string, readonly FormTemplate[]>(
  Object.entries({
    jiangxi: jiangxiForms,
    pingan: pinganForms,
    'bjca-onecard': bjcaForms,
    'bjca-mobile': bjcaForms,
    'bjca-shenzhen': bjcaForms,
    xinchengtong: xinchengtongForms,
  }),
);

/** The forms (表单) of a programme as they were released; empty for an unknown one. */
export function formsOf(programme: string): readonly FormTemplate[] {
  return forms.get(programme) ?? [];
}

/**
 * Offers a checked programme beside those that come with the hall, until the function it answers is called. Throws when
 * its code or the letters of its order numbers are taken.
 */
export function offerAlso(programme: Programme, templates: readonly FormTemplate[]): () => void {
  const { code, orderPrefix } = programme;
  const taken = offered.find((one) => one.code === code || one.orderPrefix === orderPrefix);
  if (taken) throw new Error(`code ${code} or order prefix ${orderPrefix} belongs to programme ${taken.code}`);
  offered.push(programme);
  forms.set(code, templates);
  return () => {
    offered.splice(offered.indexOf(programme), 1);
    forms.delete(code);
  };
}
