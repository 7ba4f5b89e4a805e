import { creditCode } from '@yinxin/identifiers';
import words from './words.json' with { type: 'json' };

/** An organisation that does not exist, with a code that is formally right. */
export interface Invented {
  readonly creditCode: string;
  readonly name: string;
  readonly status: 'active' | 'closed' | 'abnormal';
  readonly mobile: string;
}

type Random = () => number;

const pick = (list: readonly string[], random: Random) => list[Math.floor(random() * list.length)] ?? '';

const places: Readonly<Record<string, string>> = words.places;

/** A name in the usual order: place, word, trade, kind of company. */
export function inventName(region: string, random: Random): string {
  const place = places[region.slice(0, 2)] ?? words.elsewhere;
  const word = pick(words.first, random) + pick(words.second, random);
  return place + word + pick(words.trades, random) + words.ending;
}

/** An organisation registered in `region` (six digits, GB/T 2260). `random` gives numbers in [0, 1). */
export function invent(region: string, random: Random, name = inventName(region, random)): Invented {
  const digits = Array.from({ length: 8 }, () => Math.floor(random() * 10)).join('');
  return { creditCode: creditCode.make(random, region), name, status: 'active', mobile: `199${digits}` };
}

/** A small generator with a seed, so that every sandbox knows the same organisations from the start. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The organisations every sandbox begins with: in and out of a province, closed, abnormal. */
export function knownFromTheStart(): Invented[] {
  return words.known.map(({ region, name, status }, i) => ({
    ...invent(region, seeded(20_261_122 + i), name),
    status: status === 'closed' || status === 'abnormal' ? status : 'active',
  }));
}
