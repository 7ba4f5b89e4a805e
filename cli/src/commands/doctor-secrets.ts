import fs from 'node:fs';
import { environmentName, type Loaded, secretFiles } from '@yinxin/server';
import { text } from '../texts.ts';
import { type Finding, pass, warn } from './finding.ts';

/** Whether the files that secrets come from are for their owner only. Says where each is, never what is in it. */
export function secretFindings({ file: settingsFile, sources }: Loaded): Finding[] {
  const files = [...secretFiles(settingsFile, process.env)];
  // A value given literally by the environment counts instead of the file.
  const used = files.filter(
    ([setting]) => sources.get(setting) === 'file' || process.env[`${environmentName(setting)}_FILE`],
  );
  return used.map(([setting, file]) => {
    const mode = fs.statSync(file).mode & 0o777;
    const shown = { setting, file, mode: mode.toString(8).padStart(4, '0') };
    return (mode & 0o077) === 0 ? pass(text('doctor.secret', shown)) : warn(text('doctor.secret.open', shown));
  });
}
