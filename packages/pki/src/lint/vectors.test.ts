import { describe, expect, it } from 'vitest';
import { vector } from '../testing/vectors.ts';
import { lintSet } from './set.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const chain = ['cert-root', 'cert-sign', 'cert-enc', 'cert-maker', 'cert-tsa', 'cert-person', 'crl'];
// Made with the keys printed in GB/T 32918, and with serials counted up.
const EXAMPLE = ['key-published', 'cert-serial-entropy'];

describe('what the lint says of certificates that others made', () => {
  const { reports, pairs } = lintSet(chain.map(vector), NOW);
  const said = new Map(chain.map((name, i) => [name, reports[i]?.findings.map(({ rule }) => rule)]));

  it.each([
    ['cert-root', EXAMPLE],
    ['cert-sign', EXAMPLE],
    ['cert-enc', EXAMPLE],
    // No address of a revocation list; the keys of these two are their own.
    ['cert-maker', ['cert-serial-entropy', 'crldp-present']],
    ['cert-tsa', ['cert-serial-entropy', 'crldp-present']],
    ['cert-person', [...EXAMPLE, 'crldp-present']],
    ['crl', []],
  ])('%s', (name, rules) => {
    expect(said.get(name)).toEqual(rules);
  });

  it('the twins go together', () => {
    expect(pairs).toEqual([{ signing: 1, encryption: 2, findings: [] }]);
  });

  it.each([
    // Attributes twice, and CN before O.
    ['pub-csrFromAli', ['name-order', 'request-attribute-repeated']],
    // NULL parameters, attributes outside a SET with a password, and CN first, as CFCA writes.
    [
      'pub-sadkCSR',
      [
        'name-order',
        'request-attribute-set',
        'request-attribute-set',
        'algorithm-sm2-parameters',
        'request-challenge-password',
      ],
    ],
    ['csr', ['key-published']],
    ['ocsp-resp', []],
  ])('%s', (name, rules) => {
    expect(lintSet([vector(name)], NOW).reports[0]?.findings.map(({ rule }) => rule)).toEqual(rules);
  });
});
