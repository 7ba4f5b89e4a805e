import fs from 'node:fs';
import path from 'node:path';
import { engineReport, GmError } from '@yinxin/gm';
import { ConfigError, isFree, type Loaded, loadConfig } from '@yinxin/server';
import { text } from '../texts.ts';
import { databaseFindings } from './doctor-database.ts';
import { driverFindings } from './doctor-drivers.ts';
import { secretFindings } from './doctor-secrets.ts';
import { storeFindings } from './doctor-stores.ts';
import { type Finding, fail, pass, warn } from './finding.ts';

const mebibyte = 1024 * 1024;

/** Checks the installation and prints a line for each finding, then the source of each setting. Exit code 1 when one failed. */
export async function doctor(options: { readonly config?: string }): Promise<number> {
  const findings: Finding[] = [nodeFinding()];
  let loaded: Loaded | undefined;
  try {
    loaded = loadConfig(options.config === undefined ? {} : { file: options.config });
    findings.push(pass(text('doctor.config', { mode: loaded.config.mode, file: loaded.file })));
  } catch (error) {
    const problems = error instanceof ConfigError ? error.problems : [String(error)];
    findings.push(...problems.map(fail));
  }
  findings.push(engineFinding());
  if (loaded) {
    findings.push(...secretFindings(loaded));
    findings.push(diskFinding(loaded.config.dataDir), await portFinding(loaded.config.host, loaded.config.port));
    findings.push(...(await driverFindings(loaded.config)));
    findings.push(...(await storeFindings(loaded.config)));
    findings.push(...(await databaseFindings(loaded.config)));
  }
  for (const { state, line } of findings) console.log(`${marks[state]} ${line}`);
  if (loaded) {
    console.log(`\n${text('doctor.sources')}`);
    for (const [setting, source] of loaded.sources) console.log(`  ${setting.padEnd(28)} ${source}`);
  }
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  console.log(`\n${text('doctor.result', { pass: count('pass'), warn: count('warn'), fail: count('fail') })}`);
  return count('fail') > 0 ? 1 : 0;
}

const marks = { pass: '✓', warn: '!', fail: '✗' } as const;

function nodeFinding(): Finding {
  const version = process.versions.node;
  return Number(version.split('.')[0]) >= 24
    ? pass(text('doctor.node', { version }))
    : fail(text('doctor.node.old', { version }));
}

function engineFinding(): Finding {
  try {
    const { name, version, fallbackReason } = engineReport();
    return fallbackReason
      ? warn(text('doctor.engine.slow', { reason: fallbackReason }))
      : pass(text('doctor.engine', { name, version }));
  } catch (error) {
    if (error instanceof GmError) return fail(text('doctor.engine.none', { reason: error.message }));
    throw error;
  }
}

function diskFinding(dir: string): Finding {
  try {
    let at = dir;
    while (!fs.existsSync(at)) at = path.dirname(at);
    fs.accessSync(at, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(at);
    const megabytes = Math.floor((bavail * bsize) / mebibyte);
    const free = `${megabytes} MiB`;
    if (megabytes < 100) return fail(text('doctor.disk.low', { dir, free }));
    return megabytes < 1024 ? warn(text('doctor.disk.low', { dir, free })) : pass(text('doctor.disk', { dir, free }));
  } catch (error) {
    return fail(text('doctor.disk.closed', { dir, reason: error instanceof Error ? error.message : String(error) }));
  }
}

async function portFinding(host: string, port: number): Promise<Finding> {
  if (await isFree(port, host)) return pass(text('doctor.port.free', { port }));
  const at = host === '0.0.0.0' ? '127.0.0.1' : host;
  const isOurs = await fetch(`http://${at}:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
  return isOurs ? pass(text('doctor.port.ours', { port })) : fail(text('doctor.port.busy', { port }));
}
