import { renderForm, templateName } from '@yinxin/documents';
import { programmes } from '@yinxin/programmes';
import { type ApplicationsService, houseValues } from '../applications/index.ts';
import type { MobileChangeForm } from '../directory/index.ts';
import type { Deps } from '../platform/index.ts';

/** The code of the form that every programme has for a change of mobile. */
const MOBILE_CHANGE = 'mobile-change';

/** The programme whose rules hold outside any order: the first that is offered. */
function firstProgramme() {
  const [first] = programmes;
  if (!first) throw new Error('the hall offers no programme');
  return first;
}

/** How long requests outside an order may take. */
export function requestClocks() {
  return firstProgramme().requests;
}

/** Name of the authority, as printed on password cards. */
export function nameOfAuthority(): string {
  return firstProgramme().authority.zh;
}

/** The form of a mobile change, with what is known filled in. */
export function mobileChangeForm(deps: Deps, applications: ApplicationsService): MobileChangeForm {
  return async ({ creditCode, at }) => {
    const offer = await applications.catalogue.current(deps.db);
    const programme = offer.programme(firstProgramme().code) ?? firstProgramme();
    const form = offer.form(programme.code, MOBILE_CHANGE);
    if (!form) throw new Error(`programme ${programme.code} has no form ${MOBILE_CHANGE}`);
    const values = { ...houseValues(programme), ...(creditCode === null ? {} : { 'credit-code': creditCode }) };
    const stamp = { order: '', dataVersion: 0, template: templateName(form.template), printedAt: at };
    return (await renderForm(form.template, { values }, stamp)).pdf;
  };
}
