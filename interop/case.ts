/** One question to one tool: does it accept what it should, and refuse the same thing with one bit changed? */
export interface Case {
  /** A row of the matrix, e.g. "CRL, delta (RSA)". */
  readonly artefact: string;
  /** Whether the tool reads what we made, or we read what it made. */
  readonly direction: Direction;
  readonly run: () => Promise<Result> | Result;
}

export type Direction = 'it reads ours' | 'we read its';

export type Result =
  /** Accepted, and the altered twin refused. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'failed'; readonly why: string }
  /** The tool cannot do this, and we know why. */
  | { readonly kind: 'not applicable'; readonly why: string };

/** What came of one try. */
export interface Attempt {
  readonly good: boolean;
  /** What the tool said. */
  readonly said: string;
}

/** A tool not written by us. */
export interface Tool {
  readonly name: string;
  /** Version and where from, or undefined when it is not on this machine. */
  readonly version: string | undefined;
  /** How to get it. */
  readonly source: string;
  readonly cases: () => Promise<readonly Case[]>;
}

const short = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 300);

/** Pass only when the real one is accepted and the twin is not. */
export function judge(real: Attempt, twin: Attempt): Result {
  if (!real.good) return { kind: 'failed', why: `not accepted: ${short(real.said)}` };
  if (twin.good) return { kind: 'failed', why: `the altered twin was accepted: ${short(twin.said)}` };
  return { kind: 'pass' };
}

/** An attempt by our own code: what it throws is a refusal. */
export async function ours(read: () => boolean | Promise<boolean>): Promise<Attempt> {
  try {
    const good = await read();
    return { good, said: good ? 'accepted' : 'refused' };
  } catch (error) {
    return { good: false, said: String(error) };
  }
}

/** A copy with one bit changed in the first place where `marker` stands. */
export function altered(bytes: Uint8Array, marker: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes).indexOf(marker);
  if (at < 0) throw new Error('what should be altered does not occur');
  return alteredAt(bytes, at + marker.length - 1);
}

/** A copy with one bit changed at an index; a negative one counts from the end. */
export function alteredAt(bytes: Uint8Array, index: number): Uint8Array {
  const copy = bytes.slice();
  const at = index < 0 ? copy.length + index : index;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** Collects the cases of one kind of key under its name. */
export function caseList(kind: string) {
  const cases: Case[] = [];
  const add =
    (direction: Direction) =>
    (artefact: string, run: Case['run']): void => {
      cases.push({ artefact: `${artefact} (${kind})`, direction, run });
    };
  return { cases, reads: add('it reads ours'), makes: add('we read its') };
}
