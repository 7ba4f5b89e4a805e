import type { Guide, GuideNode } from './guide.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';

const MEASURED = 'no yes';

const waysOn = (node: GuideNode): readonly string[] =>
  node.kind === 'question' ? node.answers.map(({ to }) => to) : node.to === undefined ? [] : [node.to];

/** A guide leads from its first node to every other, never in a circle, and says yes and no where it measures. */
export function checkGuide({ nodes }: Guide, at: string): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const order = new Map(nodes.map(({ code }, index) => [code, index]));
  if (order.size < nodes.length) found.push(mistake(`${at}.nodes`, 'twice', { name: repeated(nodes) }));
  const reached = new Set([nodes[0]?.code]);
  for (const [index, node] of nodes.entries()) {
    const place = `${at}.nodes.${index}`;
    for (const to of waysOn(node)) {
      const target = order.get(to);
      if (target === undefined) found.push(mistake(place, 'guide-unknown', { name: to }));
      // Written in the order in which they come, nodes cannot lead in a circle.
      else if (target <= index) found.push(mistake(place, 'guide-back', { name: to }));
      reached.add(to);
    }
    if (node.kind !== 'question' || node.measure === undefined) continue;
    const answers = node.answers.map(({ code }) => code).toSorted();
    if (answers.join(' ') !== MEASURED) found.push(mistake(place, 'guide-measured', { measure: node.measure }));
  }
  for (const [index, { code }] of nodes.entries()) {
    if (!reached.has(code)) found.push(mistake(`${at}.nodes.${index}`, 'guide-lost', { name: code }));
  }
  return found;
}

const repeated = (nodes: readonly GuideNode[]): string =>
  nodes.find(({ code }, index) => nodes.findIndex((one) => one.code === code) < index)?.code ?? '';
