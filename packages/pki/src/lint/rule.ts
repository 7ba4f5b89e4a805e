import type { Kind, Subject, SubjectOf } from './subject/index.ts';

export const SEVERITIES = ['error', 'warning', 'notice'] as const;
/** `error`: others may refuse it, nothing like it is signed here; `warning`: works, but should not be so; `notice`: to know. */
export type Severity = (typeof SEVERITIES)[number];

/** Where a rule is written. `Yinxin` is what this house adds; `profile` what the profile of the certificate demands. */
export type Source =
  | 'X.690'
  | 'X.680'
  | 'RFC 2985'
  | 'RFC 2986'
  | 'RFC 3161'
  | 'RFC 3279'
  | 'RFC 3629'
  | 'RFC 4055'
  | 'RFC 5280'
  | 'RFC 5480'
  | 'RFC 5758'
  | 'RFC 6960'
  | 'RFC 9654'
  | 'GM/T 0009-2012'
  | 'GM/T 0015-2012'
  | 'GM/T 0037-2014'
  | 'GB/T 20518-2018'
  | 'GB/T 32918.1-2016'
  | 'GB/T 33560-2017'
  | 'GB 11643-1999'
  | 'GB 11714-1997'
  | 'GB 32100-2015'
  | 'CA/Browser Forum BR'
  | 'NIST SP 800-131A'
  | 'profile'
  | 'Yinxin';

/** One breach: the byte (or the field, where there is no byte) and what the text of the rule asks to be filled in. */
export interface Spot {
  readonly at?: number | undefined;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** One rule. Its title and texts are in `texts.json` under its id. */
export interface Rule<S extends Subject = Subject> {
  readonly id: string;
  readonly kinds: readonly Kind[];
  readonly source: Source;
  /** Empty where the numbering of the standard is not known for certain. */
  readonly clause: string;
  readonly severity: Severity;
  /** Severity when this house is about to sign the subject, where that is stricter. */
  readonly issuing?: Severity;
  /** Whether the rule has anything to say about the subject. */
  applies(subject: S): boolean;
  /** Every breach; empty when the rule is kept. */
  check(subject: S): readonly Spot[];
}

/** The answer of a rule that is kept. */
export const KEPT: readonly Spot[] = [];

/** One breach at a byte when `broken`. */
export const spotIf = (broken: boolean, at: number | undefined, params?: Spot['params']): readonly Spot[] =>
  broken ? [{ at, ...(params && { params }) }] : KEPT;

/** A rule for some kinds of subject; applies to all of them unless it says otherwise. */
export function rule<K extends Kind>(
  definition: Omit<Rule<SubjectOf<K>>, 'applies' | 'kinds'> & {
    readonly kinds: readonly K[];
    applies?(subject: SubjectOf<K>): boolean;
  },
): Rule<SubjectOf<K>> {
  return { applies: () => true, ...definition };
}

/** One breach at each offset. */
export const spotsAt = (offsets: readonly number[] | undefined): readonly Spot[] =>
  offsets === undefined || offsets.length === 0 ? KEPT : offsets.map((at) => ({ at }));
