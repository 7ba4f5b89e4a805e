/** What was measured of one kind of request at one concurrency; times in milliseconds. */
export interface Row {
  readonly name: string;
  readonly concurrency: number;
  readonly requests: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Processor time of the server process for one request, in ms; null when unknown. */
  readonly cpu: number | null;
  /** Requests per second. */
  readonly rate: number;
  /** The p95 this request must stay below, if it has one. */
  readonly bound: number | null;
}

/** Runs `one` for 0 … requests-1, `concurrency` at a time. */
export async function measure(
  name: string,
  plan: { readonly concurrency: number; readonly requests: number; readonly bound: number | null },
  one: (n: number) => Promise<void>,
  cpu: () => number | null = () => null,
): Promise<Row> {
  const { concurrency, requests, bound } = plan;
  const times: number[] = [];
  let next = 0;
  const cpuBefore = cpu();
  const began = performance.now();
  const worker = async () => {
    while (next < requests) {
      const n = next++;
      const start = performance.now();
      await one(n);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1000;
  const cpuAfter = cpu();
  const used = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / requests;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const [p50, p95, p99, max] = [at(0.5), at(0.95), at(0.99), times.at(-1) ?? 0];
  return { name, concurrency, requests, p50, p95, p99, max, cpu: used, rate: requests / seconds, bound };
}

/** The rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const ms = (value: number) => value.toFixed(1);
  const head = ['request', 'at once', 'n', 'p50', 'p95', 'p99', 'max', 'cpu', 'per s', 'bound'];
  const lines = rows.map((r) => [
    r.name,
    String(r.concurrency),
    String(r.requests),
    ms(r.p50),
    ms(r.p95),
    ms(r.p99),
    ms(r.max),
    r.cpu === null ? '' : ms(r.cpu),
    r.rate.toFixed(0),
    r.bound === null ? '' : `p95 < ${r.bound} ${r.p95 < r.bound ? 'held' : 'NOT HELD'}`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    line
      .map((cell, i) => (i === 0 || i === 9 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [print(head), ...lines.map(print)].join('\n');
}
