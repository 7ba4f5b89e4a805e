import { adviseServices } from './advise-services.ts';
import { askedIn, decidingFields } from './ask.ts';
import { advisePrices } from './check-prices.ts';
import type { When } from './condition.ts';
import type { FieldSpec } from './field.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import { contestedRegions } from './payee.ts';
import { pricesOf } from './places.ts';
import type { Programme, Project } from './programme.ts';
import type { OnlineService } from './service.ts';

/**
 * What is allowed in a programme and still looks like a slip. `forms`: codes of the forms that come with it, undefined
 * where they are not known.
 */
export function adviseProgramme(p: Programme, forms?: readonly string[]): ProgrammeMistake[] {
  const all = [
    ...formsNamed(p, forms),
    ...links(p),
    ...texts(p, ''),
    ...prices(p),
    ...payees(p),
    ...adviseServices(p),
    ...unreached(p),
  ];
  const seen = new Set<string>();
  return all.filter(({ path, message }) => !seen.has(`${path} ${message}`) && seen.add(`${path} ${message}`));
}

/** Lists of one kind wherever they stand, with their path. */
function lists<K extends 'materials' | 'prices' | 'fields'>(p: Programme, kind: K) {
  const own = p.services.flatMap((s, i) => {
    const list = s.channel === 'online' ? s[kind] : undefined;
    return list ? [{ path: `services.${i}.${kind}`, list }] : [];
  });
  return [...p.projects.map((one, i) => ({ path: `projects.${i}.${kind}`, list: one[kind] })), ...own];
}

/** Forms that are named and do not come with the programme; where none are known, that they are not compared. */
function formsNamed(p: Programme, forms: readonly string[] | undefined): ProgrammeMistake[] {
  const named = [
    ...lists(p, 'materials').flatMap(({ path, list }) =>
      list.flatMap(({ form }, i) => (form === undefined ? [] : [{ path: `${path}.${i}.form`, form }])),
    ),
    { path: 'refund.letterForm', form: p.refund.letterForm },
  ];
  if (!forms) {
    return [mistake('forms', 'forms-unchecked', { forms: [...new Set(named.map(({ form }) => form))].join(', ') })];
  }
  return named
    .filter(({ form }) => !forms.includes(form))
    .map(({ path, form }) => mistake(path, 'form-unknown', { form, known: forms.join(', ') || '–' }));
}

function links(p: Programme): ProgrammeMistake[] {
  const slugs = new Set(p.articles.map((one) => one.slug));
  return p.articles.flatMap(({ body }, i) =>
    (['zh', 'en'] as const).flatMap((lang) =>
      [...body[lang].matchAll(/\]\(\/help\/([^)#?]+)\)/g)]
        .map(([, slug = '']) => slug)
        .filter((slug) => !slugs.has(slug))
        .map((slug) => mistake(`articles.${i}.body.${lang}`, 'link-dead', { slug })),
    ),
  );
}

/** Texts that say the same in both languages, where that is no name or number. */
function texts(at: unknown, path: string): ProgrammeMistake[] {
  if (typeof at !== 'object' || at === null) return [];
  const entries = Object.entries(at);
  const { zh, en } = Object.fromEntries(entries);
  if (entries.length === 2 && typeof zh === 'string' && zh === en) {
    const words = /\p{Script=Han}/u.test(zh) || /[a-z]+\s+[a-z]+\s+[a-z]+/i.test(zh);
    return words ? [mistake(path, 'text-untranslated', { text: zh.slice(0, 40) })] : [];
  }
  if (entries.length === 2 && typeof en === 'string' && /\p{Script=Han}/u.test(en) && !/[a-z]/i.test(en)) {
    return [mistake(`${path}.en`, 'text-other-language', { text: en.slice(0, 40) })];
  }
  return entries.flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`));
}

/** Prices charged on a day by what is in force and no longer by what is to take its place. Paths are places. */
export function pausedPrices(inForce: Programme, next: Programme, day: string): ProgrammeMistake[] {
  const charged = (p: Programme) =>
    pricesOf(p).filter(({ value }) =>
      value.some(({ from, until }) => from <= day && (until === undefined || day < until)),
    );
  const still = charged(next).map(({ path }) => path);
  return charged(inForce).flatMap(({ path, value: [line] }) =>
    still.includes(path) ? [] : [mistake(path, 'price-pauses', { price: line?.code ?? '', day })],
  );
}

const prices = (p: Programme): ProgrammeMistake[] =>
  lists(p, 'prices').flatMap(({ path, list }) => advisePrices(list, path));

function payees(p: Programme): ProgrammeMistake[] {
  const contested = contestedRegions(p.payees).map(({ region, by }) =>
    mistake('payees', 'payee-contested', { region: region || '*', payees: by.join(', ') }),
  );
  const everywhere = p.payees.length === 0 || p.payees.some(({ regions }) => regions.includes(''));
  return everywhere ? contested : [...contested, mistake('payees', 'payee-gap')];
}

function unreached(p: Programme): ProgrammeMistake[] {
  return p.services.flatMap((service, i) => {
    if (service.channel !== 'online') return [];
    const offering = p.projects.map((project, j) => ({ project, at: `projects.${j}` }));
    const offered = offering.filter(({ project }) => project.services?.includes(service.code) ?? true);
    if (offered.length === 0) return [mistake(`services.${i}.code`, 'service-nowhere', { service: service.code })];
    const found = offered.flatMap(({ project, at }) => unreachedIn(project, service, at, `services.${i}`));
    // A stage that one project reaches is there for that project.
    const stages = service.stages.flatMap((stage, j) =>
      offered.some(({ project }) => possible(stage.when, askedIn(project, service).fields))
        ? []
        : [mistake(`services.${i}.stages.${j}.when`, 'stage-unreachable', { kind: stage.kind })],
    );
    return [...stages, ...found];
  });
}

function unreachedIn(project: Project, service: OnlineService, at: string, serviceAt: string): ProgrammeMistake[] {
  const asked = askedIn(project, service);
  const owner = (list: 'fields' | 'materials' | 'prices') => `${service[list] ? serviceAt : at}.${list}`;
  const never = (['fields', 'materials', 'prices'] as const).flatMap((list) =>
    asked[list].flatMap((one, i) =>
      possible(one.when, asked.fields) ? [] : [mistake(`${owner(list)}.${i}.when`, 'never-asked', { name: one.code })],
    ),
  );
  const deciding = decidingFields(project, service);
  const fields = asked.fields.flatMap(({ code: field, required }, i) => {
    const path = `${owner('fields')}.${i}`;
    if (asked.fields.findIndex((one) => one.code === field) !== i) {
      return [mistake(`${path}.code`, 'field-shadowed', { field })];
    }
    return deciding.has(field) && !required ? [mistake(`${path}.required`, 'deciding-optional', { field })] : [];
  });
  return [...never, ...fields];
}

/** Whether an accepted answer to a field that can itself be asked makes the condition hold. */
function possible(when: When | undefined, fields: readonly FieldSpec[], above: readonly string[] = []): boolean {
  if (!when) return true;
  const field = fields.find((one) => one.code === when.field);
  if (!field || above.includes(field.code)) return false;
  const given = (field.choices ?? []).some((c) => c.accepted && when.in.includes(c.code));
  return given && possible(field.when, fields, [...above, field.code]);
}
