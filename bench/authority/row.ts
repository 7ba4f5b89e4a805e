/** One line of the bench of the authority. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** What it is compared with: a bound, or what the same machine does at best in the same run. */
  readonly limit: number;
  readonly unit: string;
  /** `measured` as a part of `limit`; 0 when there is nothing to compare with. */
  readonly share: number;
}

/** The rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const head = ['what', 'measured', 'limit', 'unit', 'share'];
  const lines = rows.map(({ what, measured, limit, unit, share }) => [
    what,
    number(measured),
    limit === 0 ? '' : number(limit),
    unit,
    limit === 0 ? '' : `${(share * 100).toFixed(0)} %`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const print = (line: readonly string[]): string =>
    line
      .map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [print(head), ...lines.map(print)].join('\n');
}
