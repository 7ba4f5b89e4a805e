import { adviseProgramme } from './advise.ts';
import { loadProgramme, ProgrammeInvalid } from './check.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Programme } from './programme.ts';

/** A programme as a file gives it: what should be a ProgrammeSource, and what should be its forms. */
export interface ProgrammeFile {
  readonly source: unknown;
  readonly forms: unknown;
}

/** What a file exports (or a JSON text holds): the default export or the first object, and `forms` beside or in it. */
export function programmeFile(exported: unknown): ProgrammeFile {
  if (!isObject(exported)) return { source: undefined, forms: undefined };
  const inside = (one: Readonly<Record<string, unknown>>, forms: unknown): ProgrammeFile => {
    const { forms: own, ...source } = one;
    return { source, forms: own ?? forms };
  };
  if ('projects' in exported || 'services' in exported) return inside(exported, undefined);
  const all = [exported.default, exported.programme, ...Object.values(exported)];
  const first = all.find((one): one is Record<string, unknown> => isObject(one));
  return first ? inside(first, exported.forms) : { source: undefined, forms: exported.forms };
}

export interface Inspection {
  /** The programme, when nothing is wrong. */
  readonly programme: Programme | undefined;
  readonly mistakes: readonly ProgrammeMistake[];
  readonly warnings: readonly ProgrammeMistake[];
}

/** Looks at a programme from outside: everything that is wrong, and once nothing is, everything that looks odd. */
export function inspectProgramme({ source, forms }: ProgrammeFile): Inspection {
  if (source === undefined) return refused([mistake('', 'not-a-programme')]);
  if (forms !== undefined && !isFormList(forms)) return refused([mistake('forms', 'forms-not-a-list')]);
  try {
    const programme = loadProgramme(source);
    const codes = forms?.map((one) => one.code);
    return { programme, mistakes: [], warnings: adviseProgramme(programme, codes) };
  } catch (error) {
    if (error instanceof ProgrammeInvalid) return refused(error.mistakes);
    throw error;
  }
}

const refused = (mistakes: readonly ProgrammeMistake[]): Inspection => ({
  programme: undefined,
  mistakes,
  warnings: [],
});

const isObject = (one: unknown): one is Readonly<Record<string, unknown>> =>
  typeof one === 'object' && one !== null && !Array.isArray(one);

interface FormLike {
  readonly code: string;
}

function isFormList(forms: unknown): forms is readonly FormLike[] {
  const text = (one: unknown) => typeof one === 'string';
  return (
    Array.isArray(forms) &&
    forms.every(
      (one: unknown) =>
        isObject(one) &&
        text(one.code) &&
        Number.isInteger(one.version) &&
        text(one.title) &&
        text(one.authority) &&
        Array.isArray(one.blocks),
    )
  );
}
