import { describe, expect, test } from 'vitest';
import { demandsOf, withLife } from './lives.ts';
import type { Held } from './ports.ts';

const stages = (...all: { kind: string; system?: string }[]) => ({ code: 'x', services: [{ stages: all }, {}] });
const held: Held = {
  serial: '01',
  holding: null,
  account: 'a',
  state: 'in-use',
  notBefore: new Date(0),
  notAfter: new Date(1),
  certificate: new Uint8Array(),
  applicationId: null,
  demands: null,
};
const life = (status: Held['state']) => ({ id: 'h', programme: 'x', status });

test('[PA-22] what a programme demands is what its stages say', () => {
  expect(demandsOf(stages({ kind: 'fill' }))).toEqual({ activation: false, binding: null });
  const all = stages({ kind: 'activation' }, { kind: 'binding', system: 'procurement' });
  expect(demandsOf(all)).toEqual({ activation: true, binding: 'procurement' });
});

describe('the state of a certificate with its life', () => {
  const demanding = stages({ kind: 'activation' });
  test.each([
    ['made', demanding, 'made'],
    ['made', stages(), 'in-use'],
    ['activated', demanding, 'activated'],
    ['superseded', stages(), 'superseded'],
  ] as const)('a life at %s', (status, programme, state) => {
    expect(withLife(held, life(status), programme)).toMatchObject({ holding: 'h', state });
  });

  test('what the list of revocations says this moment wins', () => {
    expect(withLife({ ...held, state: 'revoked' }, life('in-use'), stages()).state).toBe('revoked');
    expect(withLife({ ...held, state: 'suspended' }, life('in-use'), stages()).state).toBe('suspended');
  });

  test('without a life the certificate speaks for itself', () => {
    expect(withLife(held, undefined, demanding)).toBe(held);
  });
});
