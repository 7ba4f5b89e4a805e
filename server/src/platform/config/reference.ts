import { z } from 'zod';
import { configSchema } from './schema.ts';
import { environmentName, settingPaths } from './sources.ts';

/** docs/configuration.md: every setting with its default, its variable and its meaning, made from the schema. */
export function renderReference(): string {
  const defaults = configSchema.parse({});
  const rows = [...settingPaths()].map(([setting, meaning]) => {
    const cells = [`\`${setting}\``, defaultOf(defaults, setting), `\`${environmentName(setting)}\``, meaning];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return `# Configuration

Made from \`server/src/platform/config/schema.ts\` by \`YINXIN_WRITE_DOCS=1 npx vitest run reference.test\`; do not edit.

Settings stand in \`yinxin.yaml\` (\`npx yinxin setup\` writes one with every setting explained). A variable of the environment
counts before the file. A secret may come from a file: \`{ file: path }\` in yinxin.yaml, or the variable's name with \`_FILE\`.
\`databaseUrl\` is also read from \`DATABASE_URL\`. Lists in variables are separated by commas.

| Setting | Default | Variable | Meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const tree = z.record(z.string(), z.unknown());

function defaultOf(defaults: unknown, setting: string): string {
  let at = defaults;
  for (const key of setting.split('.')) at = tree.safeParse(at).data?.[key];
  return at === undefined ? '' : `\`${typeof at === 'string' ? at : JSON.stringify(at)}\``;
}
