/** A text for people in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One entry of a catalogue file (`problems.json` in each room): code → this. `{name}` stands for a parameter. */
export interface ProblemEntry {
  /** HTTP status. */
  readonly status: number;
  /** What happened and why. */
  readonly detail: Bilingual;
  /** What to do next. */
  readonly next: Bilingual;
}

export type Catalogue = Readonly<Record<string, ProblemEntry>>;
export type ProblemParams = Readonly<Record<string, string | number | boolean | null>>;

/** The body of an error answer (RFC 9457, `application/problem+json`). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** Path of the input field at fault, e.g. `body.mobile`. */
  readonly field?: string;
  readonly detail: Bilingual;
  readonly next: Bilingual;
  readonly params?: ProblemParams;
}

export interface ProblemContext {
  readonly field?: string;
  readonly params?: ProblemParams;
  readonly cause?: unknown;
}

/** A refusal on its way to the caller. Throw it anywhere below a route; the transaction around it rolls back. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly document: ProblemDocument;
  constructor(code: string, entry: ProblemEntry, context: ProblemContext = {}) {
    super(fill(entry.detail.en, context.params), { cause: context.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = entry.status;
    this.document = {
      type: `urn:yinxin:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title: titleOf(code),
      status: entry.status,
      code,
      ...(context.field === undefined ? {} : { field: context.field }),
      detail: fillBoth(entry.detail, context.params),
      next: fillBoth(entry.next, context.params),
      ...(context.params === undefined ? {} : { params: context.params }),
    };
  }
}

/**
 * Turns a room's catalogue into its way to refuse: `throw problem('PAPERS_NOT_YET', { params: { … } })`.
 * The catalogue is also remembered by code, for refusals that arrive as a bare code (rules of packages, zod messages).
 */
export function defineProblems<C extends Catalogue>(
  catalogue: C,
): (code: keyof C & string, context?: ProblemContext) => Problem {
  for (const [code, entry] of Object.entries(catalogue)) known.set(code, entry);
  return (code, context) => {
    const entry = catalogue[code];
    if (!entry) throw new Error(`unknown problem ${code}`);
    return new Problem(code, entry, context);
  };
}

const known = new Map<string, ProblemEntry>();

/** The problem of a bare code, if any catalogue loaded so far has it. */
export function problemByCode(code: string, context?: ProblemContext): Problem | undefined {
  const entry = known.get(code);
  return entry && new Problem(code, entry, context);
}

/** All codes known so far, for documentation and tests. */
export function knownProblems(): ReadonlyMap<string, ProblemEntry> {
  return known;
}

function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function fillBoth(text: Bilingual, params: ProblemParams | undefined): Bilingual {
  return { zh: fill(text.zh, params), en: fill(text.en, params) };
}

function fill(text: string, params: ProblemParams | undefined): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));
}
