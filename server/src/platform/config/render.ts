import { createRequire } from 'node:module';
import { configSchema } from './schema.ts';
import { environmentName, settingPaths } from './sources.ts';

/** Values chosen for the file, by dotted path; `{ file }` for what is read from another file. */
export type Chosen = ReadonlyMap<string, string | number | boolean | { readonly file: string }>;

/** yinxin.yaml: every setting with its meaning; what was not chosen stands as a comment with its default. */
export function renderSettings(chosen: Chosen): string {
  const lines = [
    '# Settings of Yinxin 印信. Every value can also be given by environment (the name is in brackets);',
    '# secrets also as { file: path } here, or by a variable of the same name with _FILE.',
  ];
  let group = '';
  for (const [setting, meaning] of settingPaths()) {
    const [head = '', ...rest] = setting.split('.');
    if (rest.length > 0 && head !== group) {
      const isUsed = [...chosen.keys()].some((key) => key.startsWith(`${head}.`));
      lines.push('', isUsed ? `${head}:` : `# ${head}:`);
      group = head;
    } else if (rest.length === 0) lines.push('');
    const indent = rest.length > 0 ? '  ' : '';
    const name = rest.at(-1) ?? head;
    const value = chosen.get(setting);
    lines.push(`${indent}# ${meaning} [${environmentName(setting)}]`);
    const isDefault = value === undefined;
    lines.push(
      `${indent}${isDefault ? '# ' : ''}${name}: ${literal(isDefault ? defaultOf(setting) : value)}`.trimEnd(),
    );
  }
  return `${lines.join('\n')}\n`;
}

function literal(value: unknown): string {
  const { stringify }: typeof import('yaml') = createRequire(import.meta.url)('yaml');
  return value === undefined ? '' : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function defaultOf(setting: string): unknown {
  let at: unknown = configSchema.parse({});
  for (const key of setting.split('.')) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}
