/**
 * `npm run interop`: every kind of artefact to every foreign tool found on this machine, each with an altered twin that
 * must be refused, and the other way round. Prints a matrix; ends with 1 when anything failed. `--only openssl` asks one
 * tool.
 */
import { parseArgs } from 'node:util';
import { engineReport } from '@yinxin/gm';
import { type Answer, answersOf, matrix } from './matrix.ts';
import { toolsFor } from './tools/index.ts';
import { KINDS, makeWorld } from './world.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });

const worlds = await Promise.all(KINDS.map(makeWorld));
const all = toolsFor(worlds);
const tools =
  values.only === undefined
    ? all
    : all.filter(({ name }) => name.toLowerCase().includes(String(values.only).toLowerCase()));

const { name, version } = engineReport();
console.log(`SM2 of this process: ${name} ${version}`);
for (const tool of tools) {
  console.log(tool.version === undefined ? `${tool.name}: ABSENT – ${tool.source}` : `${tool.name}: ${tool.version}`);
}

const answers: Answer[] = [];
for (const tool of tools) {
  if (tool.version !== undefined) answers.push(...(await answersOf(tool)));
}
console.log(`\n${matrix(tools, answers)}\n`);

const reasons = new Map<string, number>();
for (const { tool, result } of answers) {
  if (result.kind === 'not applicable')
    reasons.set(`${tool}: ${result.why}`, (reasons.get(`${tool}: ${result.why}`) ?? 0) + 1);
}
for (const [why, count] of reasons) console.log(`n/a ×${count}  ${why}`);
const failed = answers.flatMap(({ tool, case: one, result }) =>
  result.kind === 'failed' ? [`FAILED  ${tool}, ${one.artefact}, ${one.direction}: ${result.why}`] : [],
);
for (const text of failed) console.log(text);
const passed = answers.filter(({ result }) => result.kind === 'pass').length;
const absent = tools.filter((tool) => tool.version === undefined).map((tool) => tool.name);
console.log(
  `\n${passed} passed, ${failed.length} failed${absent.length === 0 ? '' : `; absent: ${absent.join(', ')}`}`,
);
process.exitCode = failed.length === 0 && answers.length > 0 ? 0 : 1;
