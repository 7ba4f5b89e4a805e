import type { When } from './condition.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { PriceLine } from './price.ts';
import { isRealDay } from './text.ts';

/** Days that are on the calendar and in order, and no day on which one price is charged twice. `at`: where the list stands. */
export function checkPrices(lines: readonly PriceLine[], at: string): ProgrammeMistake[] {
  return lines.flatMap(({ code: price, from, until, when }, i) => {
    const path = `${at}.${i}`;
    const unreal = [
      ...(isRealDay(from) ? [] : [mistake(`${path}.from`, 'day-unreal', { day: from })]),
      ...(until === undefined || isRealDay(until) ? [] : [mistake(`${path}.until`, 'day-unreal', { day: until })]),
    ];
    if (unreal.length > 0) return unreal;
    if (until !== undefined && until <= from) return [mistake(`${path}.until`, 'price-never', { price, from, until })];
    const other = lines
      .slice(0, i)
      .find((one) => one.code === price && together(one.when, when) && lasts(one, from) && lasts({ until }, one.from));
    if (!other) return [];
    const day = from > other.from ? from : other.from;
    return [mistake(`${path}.from`, 'price-overlap', { price, day })];
  });
}

/** Prices that end with nothing after them, or pause. */
export function advisePrices(lines: readonly PriceLine[], at: string): ProgrammeMistake[] {
  return lines.flatMap((line, i) => {
    const { until, code: price } = line;
    if (until === undefined) return [];
    const others = lines.filter((one) => one !== line && one.code === price && together(one.when, line.when));
    if (others.some((one) => one.from <= until && (one.until === undefined || one.until > until))) return [];
    const next = others.map(({ from }) => from).filter((from) => from > until);
    const [day] = next.toSorted();
    return [
      day === undefined
        ? mistake(`${at}.${i}.until`, 'price-ends', { price, until })
        : mistake(`${at}.${i}.until`, 'price-gap', { price, until, day }),
    ];
  });
}

/** Whether a line is not over yet on a day. */
const lasts = ({ until }: Pick<PriceLine, 'until'>, day: string) => until === undefined || day < until;

/** Whether two conditions can hold of one order. */
const together = (one: When | undefined, other: When | undefined): boolean =>
  !one || !other || one.field !== other.field || one.in.some((answer) => other.in.includes(answer));
