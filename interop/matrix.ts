import type { Case, Result, Tool } from './case.ts';

/** One answered case. */
export interface Answer {
  readonly tool: string;
  readonly case: Case;
  readonly result: Result;
}

/** Runs every case of a tool; what throws has failed. */
export async function answersOf(tool: Tool): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const one of await tool.cases()) {
    let result: Result;
    try {
      result = await one.run();
    } catch (error) {
      result = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
    answers.push({ tool: tool.name, case: one, result });
  }
  return answers;
}

const SIGN: Readonly<Record<Result['kind'], string>> = { pass: 'pass', failed: 'FAILED', 'not applicable': 'n/a' };

const width = (text: string): number => [...text].length;
const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));

/**
 * Artefact × tool as a table in Markdown: in each cell "it reads ours / we read its". `pass` means accepted and the
 * altered twin refused; `n/a` that the tool cannot; `–` that it was not asked; `absent` that it is not on this machine.
 */
export function matrix(tools: readonly Tool[], answers: readonly Answer[]): string {
  const rows = [...new Set(answers.map((one) => one.case.artefact))];
  const cell = (artefact: string, tool: Tool): string => {
    if (tool.version === undefined) return 'absent';
    const of = (direction: Case['direction']): string => {
      const found = answers.find(
        (one) => one.tool === tool.name && one.case.artefact === artefact && one.case.direction === direction,
      );
      return found === undefined ? '–' : SIGN[found.result.kind];
    };
    const [reads, makes] = [of('it reads ours'), of('we read its')];
    return reads === '–' && makes === '–' ? '–' : `${reads} / ${makes}`;
  };
  const table = [
    ['artefact', ...tools.map(({ name }) => name)],
    ...rows.map((artefact) => [artefact, ...tools.map((tool) => cell(artefact, tool))]),
  ];
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, i) => padded(text, widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`, ...body.map(line)].join('\n');
}
