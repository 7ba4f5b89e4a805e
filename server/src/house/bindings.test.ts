import { expect, test } from 'vitest';
import type { Held } from '../access/index.ts';
import type { SubjectFacts } from '../holdings/index.ts';
import type { Tx } from '../platform/index.ts';
import { followBindings } from './bindings.ts';

const FORMER = '0A';
const NEXT = '0B';
const superseded = { type: 'subject-superseded', holding: 'h1' } as const;

/** What the room of bindings is told when this happens to an order. */
async function told(
  business: string,
  made: readonly { readonly use: 'sign' | 'encrypt'; readonly serial: string }[],
  state: Held['state'],
  events: Parameters<typeof followBindings>[2]['events'] = [superseded],
  former: SubjectFacts['status'] = 'superseded',
) {
  const calls: (string | null | undefined)[][] = [];
  const facts: Pick<SubjectFacts, 'serials' | 'status'> = { serials: { sign: FORMER, encrypt: '0C' }, status: former };
  const held: Pick<Held, 'serial' | 'state'> = { serial: NEXT, state };
  await followBindings(
    {
      holdings: () => ({ subjectFacts: async () => facts as SubjectFacts }),
      held: async (_db, serial) => (serial === NEXT ? (held as Held) : undefined),
      business: async () => business,
      bindings: () => ({
        async replaced(_tx, serial, successor, how) {
          calls.push([serial, successor?.serial ?? null, how]);
        },
      }),
    },
    {} as Tx,
    {
      state: {
        programme: 'p',
        programmeVersion: 1,
        service: 's',
        subject: { holding: 'h1' },
        production: { certificates: made },
      },
      events,
    },
  );
  return calls;
}

const pair = [
  { use: 'encrypt', serial: '0D' },
  { use: 'sign', serial: NEXT },
] as const;

test('[PA-27] a renewed certificate takes the bindings over at once', async () => {
  expect(await told('renew', pair, 'in-use')).toEqual([[FORMER, NEXT, 'renewed']]);
});

test('[PA-32] one that is still to be activated takes nothing over', async () => {
  expect(await told('change', pair, 'made')).toEqual([[FORMER, null, 'replaced']]);
});

test('[PA-36] bindings hear of it before there is another certificate', async () => {
  expect(await told('reissue', [], 'made')).toEqual([[FORMER, null, 'replaced']]);
});

const finished = { type: 'stage-entered', stage: 'finished' } as const;

test('[BJ-49] what waited since the approval moves the moment the new certificate is in use', async () => {
  expect(await told('reissue', pair, 'in-use', [finished])).toEqual([[FORMER, NEXT, 'replaced']]);
});

test('nothing else concerns bindings', async () => {
  expect(await told('renew', pair, 'in-use', [finished], 'in-use')).toEqual([]);
  expect(await told('reissue', pair, 'in-use', [{ type: 'stage-entered', stage: 'review' }], 'in-use')).toEqual([]);
});
