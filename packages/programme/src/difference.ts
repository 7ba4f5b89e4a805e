import words from './difference-words.json' with { type: 'json' };
import { type Duration, StepClock } from './duration.ts';
import { inside, nameOf, wordOf } from './places.ts';
import { PriceLine } from './price.ts';
import type { Programme } from './programme.ts';
import { LocalText } from './text.ts';

/** What kind of thing changed between two versions of a programme. */
export type DifferenceKind = 'texts' | 'prices' | 'windows' | 'materials' | 'clocks' | 'other';

/** One difference in words: where, and what it said before and says after; null where there was, or is, nothing. */
export interface Difference {
  readonly path: string;
  readonly kind: DifferenceKind;
  readonly label: LocalText;
  readonly before: LocalText | null;
  readonly after: LocalText | null;
}

type Word = keyof typeof words;
const fill = (text: string, params: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
const say = (word: Word, params: Readonly<Record<string, string | number>> = {}): LocalText => ({
  zh: fill(words[word].zh, params),
  en: fill(words[word].en, params),
});

const duration = ({ unit, amount }: Duration) => say(unit, { amount });

function clock({ promise, target }: StepClock): LocalText {
  const [a, b] = [duration(promise), duration(target)];
  return {
    zh: fill(words.clock.zh, { promise: a.zh, target: b.zh }),
    en: fill(words.clock.en, { promise: a.en, target: b.en }),
  };
}

/** A price line in words: how much, from when. */
export const sayPrice = ({ fen, from, until }: PriceLine): LocalText => {
  const amount = (fen / 100).toFixed(2);
  return until === undefined ? say('fee', { amount, from }) : say('fee-until', { amount, from, until });
};

interface Said {
  readonly kind: DifferenceKind;
  readonly words: LocalText;
}

/** A value that is told as a whole; undefined for one that is looked into. */
function whole(value: unknown, path: readonly string[]): Said | undefined {
  const text = LocalText.safeParse(value).data;
  if (text) return { kind: 'texts', words: text };
  const time = StepClock.safeParse(value).data;
  if (time) return { kind: 'clocks', words: clock(time) };
  const price = PriceLine.safeParse(value).data;
  if (price) return { kind: 'prices', words: sayPrice(price) };
  const key = path.at(-1);
  if (key === 'opensDaysBefore') return { kind: 'windows', words: say('days-before', { days: String(value) }) };
  if (typeof value === 'boolean' && key === 'required' && path.at(-3) === 'materials')
    return { kind: 'materials', words: say(value ? 'required' : 'optional') };
  if (typeof value !== 'object' || value === null)
    return { kind: 'other', words: say('setting', { value: String(value) }) };
  return undefined;
}

/** What differs between two versions, in the order in which it stands; the number of the version is none. */
export function differences(before: Programme, after: Programme): Difference[] {
  const found: Difference[] = [];
  const tell = (path: readonly string[], label: LocalText | undefined, a: Said | null, b: Said | null) => {
    const kind = (b ?? a)?.kind ?? 'other';
    const last = path.at(-1) ?? '';
    found.push({
      path: path.join('.'),
      kind,
      label: label ?? wordOf(last),
      before: a?.words ?? null,
      after: b?.words ?? null,
    });
  };
  const compare = (a: unknown, b: unknown, path: readonly string[], label: LocalText | undefined): void => {
    if (a === b || path.join('.') === 'version') return;
    if (a === undefined || b === undefined) {
      const [one, two] = [a === undefined ? null : summary(a, path), b === undefined ? null : summary(b, path)];
      tell(path, label, one, two);
      return;
    }
    const [one, two] = [whole(a, path), whole(b, path)];
    if (one && two) {
      if (one.words.zh !== two.words.zh || one.words.en !== two.words.en) tell(path, label, one, two);
      if (one.kind !== 'prices') return;
    }
    const [from, to] = [parts(a, one !== undefined), parts(b, one !== undefined)];
    for (const key of new Set([...from.keys(), ...to.keys()])) {
      const [x, y] = [from.get(key), to.get(key)];
      const own =
        nameOf(y ?? x)?.label ?? (Array.isArray(b) || Array.isArray(x ?? y) ? undefined : ownWord(key, x ?? y));
      compare(x, y, [...path, key], inside(label, own));
    }
  };
  compare(before, after, [], undefined);
  return found;
}

/** A price line is changed as a whole, and a text by its own name; what has no word keeps its owner's. */
function ownWord(key: string, value: unknown): LocalText | undefined {
  const word = wordOf(key);
  return word.zh === key && !LocalText.safeParse(value).success && typeof value === 'object' ? undefined : word;
}

/** A whole item that came or went. */
function summary(value: unknown, path: readonly string[]): Said {
  const told = whole(value, path);
  if (told) return told;
  const days = typeof value === 'object' && value !== null ? Reflect.get(value, 'opensDaysBefore') : undefined;
  if (typeof days === 'number') return { kind: 'windows', words: say('days-before', { days }) };
  const kind = path.includes('materials') ? 'materials' : 'other';
  return { kind, words: nameOf(value)?.label ?? say('there') };
}

const TOLD: readonly string[] = ['fen', 'from', 'until'];

/** The parts of a list by name, of anything else by key; lines of one price go by their first day. `told`: a price line. */
function parts(value: unknown, told: boolean): ReadonlyMap<string, unknown> {
  if (Array.isArray(value)) {
    return new Map(
      value.map((item: unknown, i): [string, unknown] => {
        const name = nameOf(item)?.key ?? (typeof item === 'string' ? item : String(i));
        const line = PriceLine.safeParse(item).data;
        return [line ? `${name} ${line.from}` : name, item];
      }),
    );
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(told ? entries.filter(([key]) => !TOLD.includes(key)) : entries);
}
