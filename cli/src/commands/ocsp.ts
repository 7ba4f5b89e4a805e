import cluster from 'node:cluster';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, openDatabase, type ResponderSettings, responderGrants, startResponder } from '@yinxin/server';
import { text } from '../texts.ts';

export interface OcspOptions {
  readonly config?: string;
  readonly host: string;
  readonly port: string;
  readonly processes: string;
  readonly path: string;
  readonly responderId?: string;
}

/** Environment of a responder that has nothing else: no settings file, no CA passphrase, no data key. */
const DATABASE_URL = 'YINXIN_OCSP_DATABASE_URL';
const PASSPHRASE = 'YINXIN_SECRETS_OCSP_PASSPHRASE';
/** A worker that died is replaced after this long. */
const AGAIN_MS = 1_000;

/** Runs an OCSP responder, with several processes on one port if asked, until it is told to end. Returns the exit code. */
export async function ocsp(options: OcspOptions): Promise<number> {
  const processes = whole(options.processes, 1, 64, '--processes');
  if (processes > 1 && cluster.isPrimary) return supervise(processes, options);
  const settings = await settingsOf(options);
  const responder = await startResponder(settings);
  if (cluster.isPrimary) console.log(text('ocsp.ready', { url: responder.url, processes: 1 }));
  await asked();
  await responder.close();
  // The worker's channel to its parent would keep it alive.
  if (cluster.isWorker) process.disconnect();
  return 0;
}

/** Prints the SQL that makes the login of a responder. */
export function ocspGrants(role: string): void {
  for (const statement of responderGrants(role)) console.log(`${statement};`);
  console.error(text('ocsp.grants.next', { role, variable: DATABASE_URL }));
}

async function settingsOf(options: OcspOptions): Promise<ResponderSettings> {
  const { host, path, config: file } = options;
  const port = whole(options.port, 0, 65_535, '--port');
  const onError = (error: unknown) =>
    console.error(JSON.stringify({ time: new Date().toISOString(), msg: 'ocsp', error: String(error) }));
  const common = { host, port, path, onError };
  const responderId = options.responderId === 'key' ? 'key' : 'name';
  const [databaseUrl, passphrase] = [secret(DATABASE_URL), secret(PASSPHRASE)];
  if (databaseUrl && passphrase) return { ...common, databaseUrl, passphrase, responderId, sandbox: false };
  // Beside a sandbox: its settings say where everything is.
  const { config } = loadConfig(file === undefined ? {} : { file });
  if (config.mode === 'production') {
    throw new Error(text('ocsp.needs', { database: DATABASE_URL, passphrase: PASSPHRASE }));
  }
  if (!config.secrets.ocspPassphrase) throw new Error(text('ocsp.passphrase'));
  const { url } = await openDatabase(config, true);
  const id = options.responderId ? responderId : config.status.ocspResponderId;
  return { ...common, databaseUrl: url, passphrase: config.secrets.ocspPassphrase, responderId: id, sandbox: true };
}

/** A value of the environment, or the first line of the file `NAME_FILE` names. */
function secret(name: string): string | undefined {
  const file = process.env[`${name}_FILE`];
  return process.env[name] ?? (file ? fs.readFileSync(file, 'utf8').split('\n')[0]?.trim() : undefined);
}

function whole(typed: string, least: number, most: number, option: string): number {
  const value = Number(typed);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(text('ocsp.number', { option, least, most }));
}

const asked = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

/** The parent holds no key and answers nothing: it keeps the workers running. */
async function supervise(processes: number, { host, port }: OcspOptions): Promise<number> {
  let ending = false;
  let started = 0;
  const failed = new Promise<number>((resolve) => {
    cluster.on('exit', async (worker, code) => {
      if (ending) return;
      // One that never listened has said why: another would fail too.
      if (started === 0) return resolve(code || 1);
      await sleep(AGAIN_MS);
      if (!ending) cluster.fork();
      console.error(text('ocsp.worker', { pid: worker.process.pid ?? 0 }));
    });
  });
  cluster.on('listening', () => {
    started += 1;
    if (started === processes) console.log(text('ocsp.ready', { url: `http://${host}:${port}`, processes }));
  });
  for (let i = 0; i < processes; i++) cluster.fork();
  const code = await Promise.race([asked().then(() => 0), failed]);
  ending = true;
  const workers = Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? []);
  const gone = workers.map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
  for (const worker of workers) worker.process.kill('SIGTERM');
  await Promise.all(gone);
  return code;
}
