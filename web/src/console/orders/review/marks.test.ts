import { StaffCommand } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { commandOf, type Item, itemsOf, type Marks, outcomeOf } from './marks.ts';

const items: Item[] = [
  { kind: 'material', code: 'business-licence', changed: true },
  { kind: 'material', code: 'application-form', changed: false },
  { kind: 'field', code: 'handler-mobile', changed: false },
];
const accepted = { kind: 'accepted' } as const;
const fault = { kind: 'fault', reason: 'unclear', note: ' page 2 ' } as const;

const specOf = (code: string) => ({
  code,
  label: { zh: code, en: code },
  kind: 'text' as const,
  required: false,
  personal: false,
  maxLength: 100,
});

test('[JX-31] nothing is decided before every material was looked at', () => {
  expect(outcomeOf(items, { 'material:business-licence': accepted })).toEqual({ kind: 'unfinished', left: 1 });
  expect(commandOf({ kind: 'unfinished', left: 1 }, 1, '')).toBeNull();
});

test('all accepted means approve, of the data version that was seen', () => {
  const marks: Marks = { 'material:business-licence': accepted, 'material:application-form': accepted };
  const command = commandOf(outcomeOf(items, marks), 3, ' fine ');
  expect(StaffCommand.parse(command)).toEqual({ type: 'approve', dataVersion: 3, note: 'fine' });
});

test('[JX-31] one fault returns the materials, with its reason and note', () => {
  const marks: Marks = {
    'material:business-licence': fault,
    'material:application-form': accepted,
    'field:handler-mobile': { kind: 'fault', reason: 'field-unreachable', note: '' },
  };
  const command = commandOf(outcomeOf(items, marks), 3, '');
  expect(StaffCommand.parse(command)).toEqual({
    type: 'return-materials',
    faults: [
      { item: { kind: 'material', code: 'business-licence' }, reason: 'unclear', note: 'page 2' },
      { item: { kind: 'field', code: 'handler-mobile' }, reason: 'field-unreachable' },
    ],
  });
});

test('what changed since the last review stands first', () => {
  const order = {
    materials: [],
    fields: ['one', 'two'].map((code) => ({
      code,
      spec: specOf(code),
      value: '',
      masked: false,
      fault: null,
      open: false,
    })),
    changedSinceReview: [{ kind: 'field' as const, code: 'two', before: 'a', after: 'b' }],
  };
  expect(itemsOf(order).map((item) => item.code)).toEqual(['two', 'one']);
});
