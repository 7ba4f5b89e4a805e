import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiProblem } from '@yinxin/client';
import { freePort, loadConfig, startServer } from '@yinxin/server';
import { bjca, bjcaBusinesses } from './bjca/index.ts';
import { JIANGXI_BUSINESSES, jiangxi } from './jiangxi.ts';
import { LANJIANG_BUSINESSES, LANJIANG_FILE, lanjiang } from './lanjiang/index.ts';
import { PINGAN_BUSINESSES, pingan } from './pingan/index.ts';
import { type Timeline, timeline } from './timeline.ts';
import { XINCHENGTONG_BUSINESSES, xinchengtong } from './xinchengtong/index.ts';

export interface JourneyRun {
  readonly programme: string;
  readonly out: string;
  /** Address of a running sandbox; one of our own on a free port when absent. */
  readonly server?: string;
  /** One business of the programme; all of them when absent. */
  readonly business?: string;
}

export interface JourneyOptions {
  readonly baseUrl: string;
  readonly out: string;
  /** One business and what leads to it; all of them when absent. */
  readonly business?: string | undefined;
}

interface Journey {
  readonly businesses: readonly string[];
  /** Programme files the hall has to offer besides those it comes with; a hall of one's own is started with them. */
  readonly files?: readonly string[];
  play(t: Timeline, options: JourneyOptions): Promise<void>;
}

/** What can be played. */
const journeys: ReadonlyMap<string, Journey> = new Map<string, Journey>([
  ['jiangxi', { businesses: JIANGXI_BUSINESSES, play: jiangxi }],
  ['bjca-onecard', { businesses: bjcaBusinesses('bjca-onecard'), play: bjca('bjca-onecard') }],
  ['bjca-mobile', { businesses: bjcaBusinesses('bjca-mobile'), play: bjca('bjca-mobile') }],
  ['bjca-shenzhen', { businesses: bjcaBusinesses('bjca-shenzhen'), play: bjca('bjca-shenzhen') }],
  ['xinchengtong', { businesses: XINCHENGTONG_BUSINESSES, play: xinchengtong }],
  ['pingan', { businesses: PINGAN_BUSINESSES, play: pingan }],
  ['lanjiang', { businesses: LANJIANG_BUSINESSES, files: [LANJIANG_FILE], play: lanjiang }],
]);

/**
 * Plays a whole programme through the public HTTP API and leaves the artefacts in `out`.
 * Answers the exit code: 0 when every step and every check held, else 1.
 */
export async function runJourney(run: JourneyRun, print: (line: string) => void = console.log): Promise<number> {
  const journey = journeys.get(run.programme);
  if (!journey) {
    print(`no journey "${run.programme}"; there is: ${[...journeys.keys()].join(', ')}`);
    return 1;
  }
  const { out, business } = run;
  if (business !== undefined && !journey.businesses.includes(business)) {
    print(`no business "${business}" of ${run.programme}; there is: ${journey.businesses.join(', ')}`);
    return 1;
  }
  mkdirSync(run.out, { recursive: true });
  const t = timeline(print);
  try {
    if (run.server) await journey.play(t, { baseUrl: run.server.replace(/\/+$/, ''), out, business });
    else await withOwnServer((baseUrl) => journey.play(t, { baseUrl, out, business }), print, journey.files);
  } catch (error) {
    print(
      error instanceof ApiProblem
        ? JSON.stringify(error.problem, null, 2)
        : String(error instanceof Error ? error.stack : error),
    );
    return 1;
  }
  const failed = t.checks.filter((c) => !c.holds).length;
  print(
    failed === 0
      ? `${t.checks.length} checks held; artefacts in ${path.resolve(run.out)}`
      : `${failed} of ${t.checks.length} checks failed`,
  );
  return failed === 0 ? 0 : 1;
}

/** A sandbox of our own: new data, free port, gone afterwards. */
async function withOwnServer(
  work: (baseUrl: string) => Promise<void>,
  print: (line: string) => void,
  files: readonly string[] = [],
): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-journey-'));
  const port = await freePort();
  const settings = {
    mode: 'sandbox',
    dataDir,
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    log: { level: 'error' },
    programmes: files.map((file) => path.resolve(import.meta.dirname, '../../..', file)),
  } as const;
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), overrides: settings });
  const server = await startServer(config);
  print(`a sandbox of its own on ${server.url}`);
  try {
    await work(server.url);
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
