/**
 * `npm run bench scale`: a hall with millions of orders beside one with ten thousand, the same requests to both over HTTP.
 * The data are generated once and kept below `--place`; a run that was cut off goes on. Prints p50, p95, p99 one at a time
 * and eight at once, and how many times slower the large hall is. Writes nothing outside `--place`.
 */
import { rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { patterns } from '../../server/src/whole/index.ts';
import { send } from '../http.ts';
import { measure, type Row } from '../measure.ts';
import { generate } from './generate.ts';
import { sortsOf } from './orders.ts';
import { Place } from './place.ts';
import { BOUND, prepare, requests } from './requests.ts';

const WARM_UP = 20;
const RATIO = 1.5;

/** One line of the result. */
interface Compared {
  readonly base: Row;
  readonly full: Row | undefined;
}

export async function benchScale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      place: { type: 'string', default: path.join(os.tmpdir(), 'yinxin-scale') },
      size: { type: 'string', default: '5000000' },
      base: { type: 'string', default: '10000' },
      requests: { type: 'string', default: '200' },
      only: { type: 'string' },
      keep: { type: 'boolean', default: true },
      generate: { type: 'boolean', default: false },
      prof: { type: 'string' },
    },
    allowNegative: true,
  });
  const count = Number(values.requests);
  const run = async (size: number): Promise<Row[]> => {
    const dir = path.join(values.place, String(size));
    const place = new Place(dir);
    const generated = await place.open('fill', (deps) => generate(deps, dir, size));
    if (values.generate) return [];
    const sorts = sortsOf(patterns(60, generated.extent.now));
    const prepared = await place.open('look', (deps) => prepare(deps, generated, sorts, WARM_UP + 2 * count));
    const profile = values.prof === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.prof}`];
    return await place.serve(async ({ url, cpu }) => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
      const rows: Row[] = [];
      for (const { name, request } of requests(generated, prepared)) {
        if (values.only !== undefined && !name.includes(values.only)) continue;
        let used = 0;
        const one = () => send(agent, url, request(used++));
        await measure(name, { concurrency: 1, requests: WARM_UP, bound: BOUND }, one);
        for (const concurrency of [1, 8]) {
          const row = await measure(name, { concurrency, requests: count, bound: BOUND }, one, cpu);
          console.log(`  ${size} orders, ${name}, ${concurrency} at once: p95 ${row.p95.toFixed(1)} ms`);
          rows.push(row);
        }
      }
      agent.destroy();
      return rows;
    }, profile);
  };
  const base = await run(Number(values.base));
  const full = await run(Number(values.size));
  console.log(table(base.map((row, i) => ({ base: row, full: full[i] }))));
  const load = os.loadavg().map((value) => value.toFixed(1));
  console.log(
    `\n${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB, node ${process.versions.node}, load average ${load.join(' ')}`,
  );
  if (values.keep) console.log(`kept: ${values.place}`);
  else rmSync(values.place, { recursive: true, force: true });
}

function table(rows: readonly Compared[]): string {
  const ms = (value: number | undefined | null) => value?.toFixed(1) ?? '';
  const head = [
    'request',
    'at once',
    'p50',
    'p95',
    'p99',
    'cpu',
    'large p50',
    'p95',
    'p99',
    'cpu',
    'ratio p50',
    'p95',
    '',
  ];
  const lines = rows.map(({ base, full }) => {
    const ratio = full && full.p95 / base.p95;
    const verdict = full && ratio !== undefined && (full.p95 >= BOUND || ratio > RATIO);
    return [
      ...[base.name, String(base.concurrency), ms(base.p50), ms(base.p95), ms(base.p99), ms(base.cpu)],
      ...[ms(full?.p50), ms(full?.p95), ms(full?.p99), ms(full?.cpu)],
      ...[full ? (full.p50 / base.p50).toFixed(2) : '', ratio?.toFixed(2) ?? '', verdict ? 'NOT HELD' : ''],
    ];
  });
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    print(head),
    ...lines.map(print),
    '',
    `bound: p95 < ${BOUND} ms and at most ${RATIO} times that of the small hall`,
  ].join('\n');
}
