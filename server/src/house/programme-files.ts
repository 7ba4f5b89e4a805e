import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inspectProgramme, programmeFile } from '@yinxin/programme';
import { offerAlso } from '@yinxin/programmes';
import { ConfigError } from '../platform/index.ts';
import { FormTemplates } from './form-template.ts';

/**
 * Offers the programmes of these files (absolute paths) until the answered function is called. Throws ConfigError naming
 * every mistake of the first file that has one; nothing is offered then.
 */
export async function offerFiles(files: readonly string[]): Promise<() => void> {
  const offers: (() => void)[] = [];
  const withdraw = () => {
    for (const end of offers.splice(0)) end();
  };
  for (const file of files) {
    try {
      offers.push(await offer(file));
    } catch (error) {
      withdraw();
      if (error instanceof ConfigError) throw error;
      throw new ConfigError([`programmes: ${file}: ${error instanceof Error ? error.message : String(error)}`]);
    }
  }
  return withdraw;
}

async function offer(file: string): Promise<() => void> {
  const exported: unknown = file.endsWith('.json')
    ? JSON.parse(await readFile(file, 'utf8'))
    : await import(pathToFileURL(file).href);
  const given = programmeFile(exported);
  const { programme, mistakes } = inspectProgramme(given);
  if (!programme) throw new ConfigError(mistakes.map((one) => `programmes: ${file}: ${one.path}: ${one.message}`));
  const forms = FormTemplates.safeParse(given.forms ?? []);
  if (forms.success) return offerAlso(programme, forms.data);
  throw new ConfigError(
    forms.error.issues.map((one) => `programmes: ${file}: forms.${one.path.join('.')}: ${one.message}`),
  );
}
