import { checkPrices } from './check-prices.ts';
import type { FieldSpec } from './field.ts';
import type { MaterialSpec } from './material.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { PriceLine } from './price.ts';
import type { Programme } from './programme.ts';

/** The lists of a project or a service, with where they stand. */
interface Owner {
  readonly at: string;
  readonly fields?: readonly FieldSpec[] | undefined;
  readonly materials?: readonly MaterialSpec[] | undefined;
  readonly prices?: readonly PriceLine[] | undefined;
}

/** What is wrong within the lists of fields, materials and prices, and with the texts of a whole programme. */
export function checkLists(p: Programme): ProgrammeMistake[] {
  const owners: Owner[] = [
    ...p.projects.map((one, i) => ({ ...one, at: `projects.${i}` })),
    ...p.services.flatMap((one, i) => (one.channel === 'online' ? [{ ...one, at: `services.${i}` }] : [])),
  ];
  const lists = owners.flatMap(({ at, fields = [], materials = [], prices = [] }) => [
    ...checkFields(fields, `${at}.fields`),
    ...materials.flatMap(({ reasons }, i) => doubled(reasons, `${at}.materials.${i}.reasons`)),
    ...doubled(
      materials.filter(({ when }) => !when),
      `${at}.materials`,
    ),
    ...checkPrices(prices, `${at}.prices`),
  ]);
  return isBlankIn(p) ? [...lists, ...blanks(p, [])] : lists;
}

function checkFields(fields: readonly FieldSpec[], at: string): ProgrammeMistake[] {
  return fields.flatMap((field, i) => {
    const circle = circleOf(field, fields);
    return [
      ...(field.kind === 'choice' ? checkChoices(field, `${at}.${i}`) : []),
      ...(circle ? [mistake(`${at}.${i}.when.field`, 'when-circle', { circle: circle.join(' → ') })] : []),
    ];
  });
}

function checkChoices({ code: field, choices = [] }: FieldSpec, at: string): ProgrammeMistake[] {
  if (!choices.some(({ accepted }) => accepted)) return [mistake(`${at}.choices`, 'choices-none', { field })];
  const silent = choices.flatMap(({ code: answer, accepted, refusal }, i) =>
    accepted || refusal ? [] : [mistake(`${at}.choices.${i}.refusal`, 'refusal-missing', { field, answer })],
  );
  return [...silent, ...doubled(choices, `${at}.choices`)];
}

/** The fields a question rests on, when they lead back to it. */
function circleOf(field: FieldSpec, fields: readonly FieldSpec[]): readonly string[] | undefined {
  const above = [field.code];
  for (let at: FieldSpec | undefined = field; at?.when; ) {
    const next: string = at.when.field;
    if (next === field.code) return [...above, next];
    if (above.includes(next)) return undefined;
    above.push(next);
    at = fields.find(({ code }) => code === next);
  }
  return undefined;
}

/** A code that stands twice in a list. */
export function doubled(list: readonly { readonly code: string }[], at: string): ProgrammeMistake[] {
  const codes = list.map(({ code }) => code);
  const name = codes.find((code, i) => codes.indexOf(code) !== i);
  return name === undefined ? [] : [mistake(at, 'twice', { name })];
}

/** Texts of nothing but spaces. Paths are put together where there is one: a programme has thousands of texts. */
function blanks(at: object, steps: readonly string[]): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  for (const [key, value] of Object.entries(at)) {
    if (typeof value === 'object' && value !== null) {
      if (isBlankIn(value)) found.push(...blanks(value, [...steps, key]));
    } else if (isBlank(key, value)) {
      const language = key === 'zh' ? '中文 zh' : 'English en';
      found.push(mistake([...steps, key].join('.'), 'shape-text-missing', { language }));
    }
  }
  return found;
}

const isBlank = (key: string, value: unknown): boolean =>
  (key === 'zh' || key === 'en') && typeof value === 'string' && value.trim() === '';

function isBlankIn(at: object): boolean {
  if ('zh' in at && (isBlank('zh', at.zh) || ('en' in at && isBlank('en', at.en)))) return true;
  for (const value of Object.values(at)) {
    if (typeof value === 'object' && value !== null && isBlankIn(value)) return true;
  }
  return false;
}
