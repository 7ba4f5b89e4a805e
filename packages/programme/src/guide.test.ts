import { expect, test } from 'vitest';
import lanjiang, { forms } from '../../../examples/programme/lanjiang.ts';
import { Guide, HELPED, inspectProgramme, NOT_HELPED, walkGuide } from './index.ts';

const text = (en: string) => ({ zh: en, en });
const answer = (code: string, to: string) => ({ code, label: text(code), to });
const remedy = (code: string, to?: string) => ({
  kind: 'remedy' as const,
  code,
  cause: text(code),
  ways: [{ do: text('do it') }],
  ...(to === undefined ? {} : { to }),
});
const tree = {
  slug: 'lamp',
  title: text('The lamp is dark'),
  lead: text('Two questions'),
  topics: ['help'],
  nodes: [
    {
      kind: 'question' as const,
      code: 'plugged',
      ask: text('In?'),
      answers: [answer('yes', 'bulb'), answer('no', 'plug')],
    },
    remedy('plug', 'bulb'),
    remedy('bulb'),
  ],
};
const guide = Guide.parse(tree);

test('a guide stands at the first node nobody has answered', () => {
  expect(walkGuide(guide, {}).at).toMatchObject({ code: 'plugged' });
  expect(walkGuide(guide, { plugged: 'perhaps', bulb: HELPED }).at).toMatchObject({ code: 'plugged' });
  expect(walkGuide(guide, { plugged: 'no' })).toMatchObject({ taken: [{ reply: 'no' }], at: { code: 'plug' } });
});

test('what helped ends it; what did not leads on, and to support when nothing is left', () => {
  expect(walkGuide(guide, { plugged: 'no', plug: HELPED }).at).toBe('solved');
  const walk = walkGuide(guide, { plugged: 'no', plug: NOT_HELPED, bulb: NOT_HELPED });
  expect(walk.taken.map(({ node }) => node.code)).toEqual(['plugged', 'plug', 'bulb']);
  expect(walk.at).toBe('support');
});

const mistakesOf = (change: (nodes: (typeof tree)['nodes']) => unknown) => {
  const nodes = structuredClone(tree.nodes);
  change(nodes);
  const source = { ...structuredClone(lanjiang), guides: [{ ...tree, nodes }] };
  return inspectProgramme({ source, forms }).mistakes.map(({ code, path }) => [code, path]);
};

test('a guide that leads nowhere, in a circle or past a node is a mistake of its programme', () => {
  expect(mistakesOf(() => {})).toEqual([]);
  expect(mistakesOf((nodes) => Object.assign(nodes[1] ?? {}, { to: 'moon' }))).toEqual([
    ['guide-unknown', 'guides.0.nodes.1'],
  ]);
  expect(mistakesOf((nodes) => Object.assign(nodes[2] ?? {}, { to: 'plugged' }))).toEqual([
    ['guide-back', 'guides.0.nodes.2'],
  ]);
  expect(mistakesOf((nodes) => nodes.push(remedy('fuse')))).toEqual([['guide-lost', 'guides.0.nodes.3']]);
  expect(mistakesOf((nodes) => nodes.push(remedy('bulb')))).toEqual([['twice', 'guides.0.nodes']]);
});

test('where the assistant measures, the answers are yes and no', () => {
  expect(mistakesOf((nodes) => Object.assign(nodes[0] ?? {}, { measure: 'key' }))).toEqual([]);
  const changed = mistakesOf((nodes) => {
    Object.assign(nodes[0] ?? {}, { measure: 'key', answers: [answer('yes', 'plug'), answer('maybe', 'bulb')] });
  });
  expect(changed).toEqual([['guide-measured', 'guides.0.nodes.0']]);
});
