import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Config, configSchema, type Settings, sandboxSecretPrefix } from './schema.ts';
import { has, merge, readEnvironment, readFile, type Source, settingPaths } from './sources.ts';

/** Settings that cannot be used; `problems` names each setting and what to do. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export interface LoadOptions {
  /** Settings file; default YINXIN_CONFIG, else yinxin.yaml in `cwd`. It may be absent. */
  readonly file?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** On top of file and environment (command line, tests). */
  readonly overrides?: { readonly [K in keyof Settings]?: unknown };
}

export interface Loaded {
  readonly config: Config;
  readonly file: string;
  /** Source of every setting by dotted path. */
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * Reads the settings: defaults, then the file, then the environment. In the sandbox missing secrets are made and kept in
 * `dataDir/sandbox-secrets.json` (0600). Throws ConfigError, in production also for missing and for sandbox secrets.
 */
export function loadConfig(options: LoadOptions = {}): Loaded {
  const env = options.env ?? process.env;
  const cwd = options.cwd ?? process.cwd();
  const file = path.resolve(cwd, options.file ?? env.YINXIN_CONFIG ?? 'yinxin.yaml');
  const fromFile = readFile(file);
  const fromEnv = merge(readEnvironment(env), options.overrides ?? {});
  const parsed = configSchema.safeParse(merge(fromFile, fromEnv));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe));
  const beside = (name: string) => path.resolve(path.dirname(file), name);
  const { dataDir, programmes } = parsed.data;
  const settings = { ...parsed.data, dataDir: beside(dataDir), programmes: programmes.map(beside) };
  if (settings.mode === 'production') checkProduction(settings);
  const secrets = settings.mode === 'production' ? productionSecrets(settings) : sandboxSecrets(settings);
  const publicUrl =
    settings.publicUrl ?? `http://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${settings.port}`;
  const sources = new Map<string, Source>();
  for (const setting of settingPaths().keys())
    sources.set(setting, sourceOf(setting, settings.mode, fromFile, fromEnv));
  return {
    config: { ...settings, secrets, publicUrl: trim(publicUrl), statusUrl: trim(settings.statusUrl ?? publicUrl) },
    file,
    sources,
  };
}

const trim = (url: string) => url.replace(/\/+$/, '');

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.') || '(all)'}: ${issue.message}`;
}

type TreeLike = Parameters<typeof has>[0];

function sourceOf(setting: string, mode: Settings['mode'], file: TreeLike, env: TreeLike): Source {
  if (has(env, setting)) return 'environment';
  if (has(file, setting)) return 'file';
  const isMade = mode === 'sandbox' && (setting === 'secrets.dataKey' || setting === 'secrets.caPassphrase');
  return isMade ? 'made for the sandbox' : 'default';
}

const required = ['dataKey', 'caPassphrase'] as const;

function productionSecrets({ secrets }: Settings): Config['secrets'] {
  const { dataKey, caPassphrase, ocspPassphrase, previousDataKeys } = secrets;
  if (!dataKey || !caPassphrase) throw new ConfigError(secretProblems(secrets));
  return { dataKey, caPassphrase, ocspPassphrase, previousDataKeys };
}

function secretProblems(secrets: Settings['secrets']): string[] {
  const problems: string[] = [];
  const isOfSandbox = (value: string) => value.startsWith(sandboxSecretPrefix);
  for (const name of required) {
    const value = secrets[name];
    if (!value) problems.push(`secrets.${name} is missing: run "npx yinxin setup", or give it as { file: path }`);
    else if (isOfSandbox(value))
      problems.push(`secrets.${name} was made for the sandbox: make a new one with "npx yinxin setup"`);
  }
  if (secrets.previousDataKeys.some(isOfSandbox))
    problems.push('secrets.previousDataKeys has a key made for the sandbox: production never used it, take it out');
  if (secrets.dataKey && secrets.dataKey === secrets.caPassphrase)
    problems.push('secrets.caPassphrase is the same as secrets.dataKey: whoever has one would have both');
  if (secrets.ocspPassphrase && [secrets.caPassphrase, secrets.dataKey].includes(secrets.ocspPassphrase))
    problems.push('secrets.ocspPassphrase is the same as another secret: a responder would hold that one too');
  if (secrets.ocspPassphrase && isOfSandbox(secrets.ocspPassphrase))
    problems.push('secrets.ocspPassphrase was made for the sandbox: make a new one');
  return problems;
}

/** Everything that is wrong at once, so that nobody has to start ten times. */
function checkProduction(settings: Settings): void {
  const problems = secretProblems(settings.secrets);
  if (!settings.publicUrl) problems.push('publicUrl is missing: the address people type');
  if (settings.sms.driver === 'sandbox') problems.push('sms.driver is sandbox: nobody would receive a code');
  if (settings.sms.driver === 'webhook' && !settings.sms.webhookUrl) problems.push('sms.webhookUrl is missing');
  if (settings.mail.driver === 'sandbox') problems.push('mail.driver is sandbox: nobody would receive mail');
  if (settings.mail.driver === 'smtp' && !settings.mail.smtpUrl) problems.push('mail.smtpUrl is missing');
  if (settings.payment.driver === 'sandbox') problems.push('payment.driver is sandbox: nobody would pay');
  if (settings.payment.driver === 'offline') {
    for (const name of ['accountName', 'accountNumber', 'bank'] as const)
      if (!settings.payment[name]) problems.push(`payment.${name} is missing: people must know where to transfer to`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
}

/** The sandbox's second passphrase needs no file of its own: whoever reads the first may know it. */
const ocspOf = (caPassphrase: string) =>
  sandboxSecretPrefix + createHmac('sha256', caPassphrase).update('ocsp').digest('base64url');

const kept = z.object({ dataKey: z.string(), caPassphrase: z.string() });

function sandboxSecrets(settings: Settings): Config['secrets'] {
  const file = path.join(settings.dataDir, 'sandbox-secrets.json');
  const { dataKey, caPassphrase, ocspPassphrase, previousDataKeys } = settings.secrets;
  if (dataKey && caPassphrase) return { dataKey, caPassphrase, ocspPassphrase, previousDataKeys };
  const made = () => sandboxSecretPrefix + randomBytes(32).toString('base64url');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(settings.dataDir, { recursive: true, mode: 0o711 });
    const partial = `${file}.${process.pid}`;
    fs.writeFileSync(partial, JSON.stringify({ dataKey: made(), caPassphrase: made() }), { mode: 0o600, flush: true });
    try {
      fs.linkSync(partial, file); // the first of several processes wins
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      fs.rmSync(partial, { force: true });
    }
  }
  const stored = kept.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  return {
    dataKey: dataKey ?? stored.dataKey,
    caPassphrase: caPassphrase ?? stored.caPassphrase,
    ocspPassphrase: ocspPassphrase ?? ocspOf(stored.caPassphrase),
    previousDataKeys,
  };
}
