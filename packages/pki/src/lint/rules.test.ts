import { describe, expect, it } from 'vitest';
import { run } from './engine.ts';
import { lint } from './lint.ts';
import { SEVERITIES } from './rule.ts';
import { RULES } from './rules/index.ts';
import { DER_FAULTS } from './scan.ts';
import { answer, asking, authority, encrypting, issued, list, planned, root, twins } from './testing/example.ts';
import { MORE_STRUCTURES } from './testing/examples/certificate.ts';
import { MORE_DEFAULTS } from './testing/examples/der.ts';
import { MORE_ADDRESSES } from './testing/examples/extension.ts';
import { EXAMPLES } from './testing/examples/index.ts';
import { MORE_SIGNATURES } from './testing/examples/key.ts';
import { MORE_NONCES } from './testing/examples/ocsp.ts';
import { CA, certificate, raw, responderParts } from './testing/plant.ts';
import { ruleText, textIds } from './texts.ts';

const spoken = RULES.filter(({ kinds }) => kinds.length > 0);
const found = (subject: Parameters<typeof run>[0]) => run(subject).map(({ rule }) => rule);

describe('every rule has a good and a bad example', () => {
  it.each(spoken.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const example = EXAMPLES[id];
    if (example === undefined) throw new Error(`${id} has no example`);
    const { good, bad } = example;
    expect(rule.kinds).toContain(good.kind);
    expect(rule.kinds).toContain(bad.kind);
    expect(rule.applies(good)).toBe(true);
    expect(rule.check(good)).toEqual([]);
    expect(found(bad)).toContain(id);
    for (const finding of run(bad).filter((one) => one.rule === id)) {
      expect(finding.at ?? finding.field).toBeDefined();
      expect(finding.at ?? 0).toBeLessThanOrEqual(bad.bytes.length);
      expect(`${finding.text.zh}${finding.text.en}${finding.advice.zh}${finding.advice.en}`).not.toMatch(
        /[{}]|undefined/,
      );
    }
  });

  it('and no example is without its rule', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(spoken.map(({ id }) => id).sort());
  });
});

describe('what is right is passed over in silence', () => {
  it.each([
    ['the root', root()],
    ['the issuing CA', authority()],
    ['the signing certificate', issued()],
    ['the encryption certificate', encrypting()],
    ['the responder', issued(responderParts)],
    ['a certificate about to be signed', planned({})],
    ['a CA', authority({ extensions: CA })],
    ['the list', list()],
    ['the answer', answer()],
    ['the request', asking()],
    ['the twins', twins()],
  ])('%s', (_, subject) => {
    expect(run(subject)).toEqual([]);
  });
});

describe('more faults of one kind', () => {
  it.each([
    ['der-default-omitted', MORE_DEFAULTS],
    ['cert-structure', MORE_STRUCTURES],
    ['crldp-http', MORE_ADDRESSES],
    ['ocsp-nonce', MORE_NONCES],
    ['signature-form', MORE_SIGNATURES.malformed],
    ['signature-valid', MORE_SIGNATURES.wrong],
  ])('%s', (id, subjects) => {
    for (const subject of subjects) expect(found(subject)).toContain(id);
  });
});

describe('the catalogue', () => {
  it('names every rule once, with texts in both languages', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    expect([...textIds].sort()).toEqual(RULES.map(({ id }) => id).sort());
    for (const { id } of RULES) {
      const { title, found: said, todo } = ruleText(id);
      for (const { zh, en } of [title, said, todo]) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).not.toMatch(/\p{Script=Han}/u);
        expect(en.length).toBeGreaterThan(5);
      }
      expect(said.zh.match(/\{\w+\}/g)?.sort()).toEqual(said.en.match(/\{\w+\}/g)?.sort());
    }
  });

  it('has a rule for every fault of encoding', () => {
    for (const fault of DER_FAULTS) expect(RULES.some(({ id }) => id === fault)).toBe(true);
  });

  it('is never milder when this house signs', () => {
    for (const { severity, issuing = severity } of RULES) {
      expect(SEVERITIES.indexOf(issuing)).toBeLessThanOrEqual(SEVERITIES.indexOf(severity));
    }
  });
});

describe('files that are no subject', () => {
  it.each([
    ['nothing', raw(), 'file-readable', 0],
    ['a text', new TextEncoder().encode('hello'), 'file-readable', 0],
    ['a certificate cut off', certificate().subarray(0, 300), 'file-readable', 0],
    ['a number', raw(2, 1, 5), 'file-kind', 0],
  ])('%s', (_, bytes, rule, at) => {
    const { findings } = lint(bytes);
    expect(findings.map((finding) => [finding.rule, finding.at])).toEqual([[rule, at]]);
  });

  it('a value inside that exceeds its surroundings is found where it begins', () => {
    const bytes = certificate();
    // The length of the serial.
    const at = bytes.indexOf(0x10, 8);
    const broken = bytes.slice();
    broken[at] = 0x7e;
    const { kind, findings } = lint(broken);
    expect(kind).toBe('certificate');
    expect(findings.some(({ rule }) => rule === 'cert-structure')).toBe(true);
  });
});
