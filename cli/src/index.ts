import fs from 'node:fs';
import { AUTHORITY_ALGORITHMS, ROLES } from '@yinxin/contract';
import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { createAuthority } from './commands/authority.ts';
import { activateAuthority } from './commands/authority-activate.ts';
import { doctor } from './commands/doctor.ts';
import { lintFiles } from './commands/lint.ts';
import { migrate } from './commands/migrate.ts';
import { ocsp, ocspGrants } from './commands/ocsp.ts';
import { checkProgramme } from './commands/programme.ts';
import { rebuild } from './commands/rebuild.ts';
import { restore } from './commands/restore.ts';
import { setup } from './commands/setup.ts';
import { addStaff } from './commands/staff.ts';
import { start } from './commands/start.ts';
import { text } from './texts.ts';

/** Turns an exit code into the process's, without cutting off what is still being written. */
const exitWith = (code: number) => {
  process.exitCode = code;
};

const collect = (value: string, before: readonly string[]) => [...before, value];

/** The command line `yinxin`. */
export async function program(): Promise<Command> {
  const yinxin = new Command('yinxin')
    .description(text('about'))
    .version(manifest.version, '-V, --version', text('option.version'))
    .showHelpAfterError();
  const command = (name: string, about: string) =>
    yinxin.command(name).description(about).option('-c, --config <file>', text('option.config'));
  command('setup', text('setup.about'))
    .option('-y, --yes', text('setup.yes'))
    .option('--force', text('setup.force'))
    .option('--set <name=value>', text('setup.set'), collect, [])
    .option('--authority <name>', text('setup.authority'))
    .option('--authority-prefix <name>', text('authority.prefix'))
    .action(async (options) => exitWith(await setup(options)));
  command('start', text('start.about')).action((options) => start(options));
  command('migrate', text('migrate.about')).action((options) => migrate(options));
  command('doctor', text('doctor.about')).action(async (options) => exitWith(await doctor(options)));
  const authority = yinxin.command('authority').description(text('authority.about'));
  authority
    .command('init')
    .description(text('authority.init.about'))
    .option('-c, --config <file>', text('option.config'))
    .option('--organisation <name>', text('authority.organisation'))
    .option('--prefix <name>', text('authority.prefix'))
    .option('--algorithm <kind>', text('authority.algorithm', { all: AUTHORITY_ALGORITHMS.join(', ') }))
    .option('--store <name>', text('authority.store'))
    .action(async (options) => exitWith(await createAuthority(options)));
  authority
    .command('activate <name>')
    .description(text('authority.activate.about'))
    .option('-c, --config <file>', text('option.config'))
    .option('--server <url>', text('authority.activate.server'))
    .option('--username <name>', text('staff.username'))
    .option('--share <file>', text('authority.activate.share.file'))
    .action(async (name, options) => exitWith(await activateAuthority(name, options)));
  yinxin
    .command('staff')
    .description(text('staff.about'))
    .command('add')
    .description(text('staff.add.about'))
    .option('-c, --config <file>', text('option.config'))
    .option('--username <name>', text('staff.username'))
    .option('--name <name>', text('staff.name'))
    .option('--roles <list>', text('staff.roles', { roles: ROLES.join(', ') }))
    .action(async (options) => exitWith(await addStaff(options)));
  const responder = command('ocsp', text('ocsp.about'))
    .option('--host <address>', text('ocsp.host'), '127.0.0.1')
    .option('--port <port>', text('ocsp.port'), '8090')
    .option('--path <path>', text('ocsp.path'), '/ocsp')
    .option('--processes <count>', text('ocsp.processes'), '1')
    .option('--responder-id <how>', text('ocsp.responderId'))
    .action(async (options) => exitWith(await ocsp(options)));
  responder
    .command('grants')
    .description(text('ocsp.grants.about'))
    .option('--role <name>', text('ocsp.role'), 'yinxin_ocsp')
    .action((options: { role: string }) => ocspGrants(options.role));
  command('rebuild', text('rebuild.about')).action((options) => rebuild(options));
  command('restore', text('restore.about'))
    .requiredOption('--journal <file>', text('restore.journal'))
    .option('--dry-run', text('restore.dryRun'))
    .action(async (options) => exitWith(await restore(options)));
  yinxin
    .command('lint [files...]')
    .description(text('lint.about'))
    .option('--json', text('lint.json'))
    .option('--lang <language>', text('lint.lang'))
    .option('--severity <severity>', text('lint.severity'))
    .option('--rules', text('lint.rules'))
    .action((files: string[], options) => exitWith(lintFiles(files, options)));
  yinxin
    .command('programme')
    .description(text('programme.about'))
    .command('check <file>')
    .description(text('programme.check.about'))
    .option('--lang <language>', text('programme.check.lang'))
    .action(async (file: string, options) => exitWith(await checkProgramme(file, options)));
  await mountJourney(yinxin);
  return yinxin;
}

/** The journey plays the whole programme; it is only there in a source tree. */
async function mountJourney(yinxin: Command): Promise<void> {
  const journey = new URL('./journey/index.ts', import.meta.url);
  if (!fs.existsSync(journey)) return;
  yinxin
    .command('journey <programme>')
    .description(text('journey.about'))
    .requiredOption('--out <dir>', text('journey.out'))
    .option('--server <url>', text('journey.server'))
    .option('--business <name>', text('journey.business'))
    .action(async (programme: string, options: { out: string; server?: string; business?: string }) => {
      const { runJourney } = await import(journey.href);
      exitWith(await runJourney({ programme, ...options }));
    });
}
