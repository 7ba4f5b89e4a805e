import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { confirm, input, select } from '@inquirer/prompts';
import { type Chosen, ConfigError, loadConfig, renderSettings, settingPaths } from '@yinxin/server';
import { text } from '../texts.ts';
import { createAuthority } from './authority.ts';

export interface SetupOptions {
  readonly config?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly set: readonly string[];
  /** Makes the authority too, under this registered name; asked for when absent and questions may be asked. */
  readonly authority?: string;
  readonly authorityPrefix?: string;
}

type Answers = Map<string, string | number | boolean | { file: string }>;

/**
 * Writes yinxin.yaml with every setting explained, and makes the secrets as files of mode 0600 beside it. An existing settings
 * file is replaced only with `force`; a secret file never is. Returns the exit code.
 */
export async function setup(options: SetupOptions): Promise<number> {
  const file = path.resolve(options.config ?? 'yinxin.yaml');
  if (fs.existsSync(file) && !options.force) {
    console.error(text('setup.exists', { file }));
    return 1;
  }
  const answers = given(options.set);
  if (!options.yes) await ask(answers);
  if (!answers.has('mode')) answers.set('mode', 'production');
  const secrets = path.join(path.dirname(file), 'secrets');
  if (answers.get('mode') === 'production') {
    // Not the folder a sandbox beside it uses.
    if (!answers.has('dataDir')) answers.set('dataDir', 'data');
    if (!answers.has('payment.driver')) answers.set('payment.driver', 'offline');
    keepSecret(answers, 'secrets.dataKey', path.join(secrets, 'data-key'));
    keepSecret(answers, 'secrets.caPassphrase', path.join(secrets, 'ca-passphrase'));
  }
  // Addresses with a password in them do not belong into a file that is shown around.
  for (const [setting, name] of [
    ['databaseUrl', 'database-url'],
    ['mail.smtpUrl', 'smtp-url'],
  ] as const) {
    const value = answers.get(setting);
    if (typeof value === 'string') answers.set(setting, writeSecret(path.join(secrets, name), value, true));
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, renderSettings(relative(answers, path.dirname(file))), { flush: true });
  console.log(text('setup.written', { file }));
  return report(file) ? await offerAuthority(file, options) : 0;
}

/** Root and issuing CA are made once, before the first start: without them production does not start. */
async function offerAuthority(file: string, options: SetupOptions): Promise<number> {
  if (loadConfig({ file }).config.mode !== 'production') return 0;
  const { authority: organisation, authorityPrefix: prefix } = options;
  const isAsked = organisation !== undefined;
  if (!isAsked && (options.yes || !(await confirm({ message: text('setup.authority.now'), default: true })))) {
    console.log(text('setup.next'));
    return 0;
  }
  const names = { ...(isAsked ? { organisation } : {}), ...(prefix === undefined ? {} : { prefix }) };
  if (isAsked && options.yes && prefix === undefined) throw new Error(text('setup.authority.prefix'));
  try {
    await createAuthority({ config: file, ...names });
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw error;
    // The settings are written; the database may simply not be there yet.
    console.error(text('setup.authority.later', { reason: error instanceof Error ? error.message : String(error) }));
    return 1;
  }
  console.log(text('setup.next.staff'));
  return 0;
}

/** The settings of `--set name=value`. */
function given(pairs: readonly string[]): Answers {
  const known = settingPaths();
  const answers: Answers = new Map();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (at < 1 || !known.has(name)) throw new Error(text('setup.unknown', { name: at < 1 ? pair : name }));
    answers.set(name, pair.slice(at + 1));
  }
  return answers;
}

async function ask(answers: Answers): Promise<void> {
  const line = async (setting: string, message: string, preset?: string) => {
    if (answers.has(setting)) return;
    const value = (await input({ message, ...(preset === undefined ? {} : { default: preset }) })).trim();
    if (value) answers.set(setting, value);
  };
  if (!answers.has('mode')) {
    answers.set(
      'mode',
      await select({ message: text('ask.mode'), choices: [{ value: 'production' }, { value: 'sandbox' }] }),
    );
  }
  await line('publicUrl', text('ask.publicUrl'), 'https://hall.example.cn');
  await line('host', text('ask.host'), '127.0.0.1');
  await line('port', text('ask.port'), '8080');
  if (!answers.has('trustProxy'))
    answers.set('trustProxy', await confirm({ message: text('ask.trustProxy'), default: true }));
  await line('statusUrl', text('ask.statusUrl'), 'http://status.example.cn');
  await line('databaseUrl', text('ask.databaseUrl'));
  await line('dataDir', text('ask.dataDir'), '/var/lib/yinxin');
  await line('sms.webhookUrl', text('ask.smsWebhook'));
  await line('mail.smtpUrl', text('ask.smtp'));
  await line('mail.from', text('ask.mailFrom'));
  await line('payment.accountName', text('ask.accountName'));
  await line('payment.accountNumber', text('ask.accountNumber'));
  await line('payment.bank', text('ask.bank'));
  await line('support.phone', text('ask.phone'));
  await line('support.refundMailbox', text('ask.refundMailbox'));
  if (answers.has('sms.webhookUrl') && !answers.has('sms.driver')) answers.set('sms.driver', 'webhook');
  if (answers.has('mail.smtpUrl') && !answers.has('mail.driver')) answers.set('mail.driver', 'smtp');
}

function keepSecret(answers: Answers, setting: string, file: string): void {
  if (!answers.has(setting)) answers.set(setting, writeSecret(file, randomBytes(48).toString('base64url'), false));
}

/** Writes a secret, or keeps the one that is there unless it was given anew. */
function writeSecret(file: string, value: string, isGiven: boolean): { file: string } {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (fs.existsSync(file) && !isGiven) console.log(text('setup.secret.kept', { file }));
  else {
    fs.writeFileSync(file, `${value}\n`, { mode: 0o600, flush: true });
    fs.chmodSync(file, 0o600);
    if (!isGiven) console.log(text('setup.secret.made', { file }));
  }
  return { file };
}

function relative(answers: Answers, base: string): Chosen {
  return new Map(
    [...answers].map(([name, value]) => [
      name,
      typeof value === 'object' ? { file: path.relative(base, value.file) } : value,
    ]),
  );
}

/** Reads the file back: what is still missing is said now and not at the first start. Whether nothing is. */
function report(file: string): boolean {
  try {
    loadConfig({ file });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log(text('setup.open'));
    for (const problem of error.problems) console.log(`  - ${problem}`);
    console.log(text('setup.next'));
    return false;
  }
  return true;
}
