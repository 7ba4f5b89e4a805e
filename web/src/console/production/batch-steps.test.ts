import { expect, test } from 'vitest';
import { type Desk, instructionOf } from './batch-steps.ts';

const desk: Desk = {
  batch: { status: 'open', mine: true },
  item: { state: 'waiting', production: 'waiting', mediumSerial: null },
  assistant: 'ready',
  medium: { serial: 'YK2', state: 'blank' },
  made: ['YK1'],
  card: 'MK1',
  running: false,
  failed: false,
};
const begun = { state: 'waiting', production: 'issued', mediumSerial: 'YK2' } as const;

test.each([
  ['everything is there', {}, 'go'],
  ['no medium', { medium: null }, 'insert'],
  ['the medium of the last one is still in', { medium: { serial: 'YK1', state: 'made' } }, 'remove'],
  ['an order that was begun with this medium', { item: begun, made: ['YK2'] }, 'go'],
  ['an order that was begun with another', { item: begun, medium: { serial: 'YK3', state: 'blank' } }, 'remove'],
  ['no password card', { card: '' }, 'card'],
  ['the assistant is away', { assistant: 'failed' }, 'assistant'],
  ['it works', { running: true }, 'running'],
  ['it failed', { failed: true }, 'failed'],
  ['made, without its label', { item: { ...begun, state: 'made' }, failed: true, assistant: 'failed' }, 'label'],
  ['nothing is left', { item: undefined }, 'finish'],
  ['somebody else’s', { batch: { status: 'open', mine: false } }, 'not-yours'],
  ['over', { batch: { status: 'closed', mine: true } }, 'ended'],
] as const satisfies readonly (readonly [string, Partial<Desk>, string])[])('%s: %s', (_, change, instruction) => {
  expect(instructionOf({ ...desk, ...change })).toBe(instruction);
});
