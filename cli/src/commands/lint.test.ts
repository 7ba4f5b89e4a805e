import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LINT_RULES } from '@yinxin/pki';
import { afterAll, expect, test } from 'vitest';
import { groupOf, lintCatalogue } from '../../../scripts/lint-catalogue.ts';
import { lintFiles } from './lint.ts';

const vectors: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../packages/pki/fixtures/vectors.json', import.meta.url), 'utf8'),
);
const folder = mkdtempSync(path.join(tmpdir(), 'yinxin-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const der = (name: string): Buffer => Buffer.from(vectors[name] ?? '', 'hex');
const file = (name: string, content: string | Uint8Array): string => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};
const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
const run = (files: readonly string[], options: Parameters<typeof lintFiles>[1] = {}) => {
  const lines: string[] = [];
  const code = lintFiles(files, { lang: 'en', ...options }, (line) => lines.push(line));
  return { code, output: lines.join('\n') };
};

test('a file in DER is told rule, clause, place, what is wrong and what to do', () => {
  const { code, output } = run([file('sign.cer', der('cert-sign'))]);
  expect(code).toBe(1);
  expect(output).toContain('sign.cer · certificate');
  expect(output).toContain('error key-published · Yinxin · byte 307 (0x133)');
  expect(output).toContain('→ Make a new key');
  expect(output).toMatch(/1 checked: \d+ errors, \d+ warnings, \d+ notices$/);
});

test('in Chinese, too', () => {
  const { output } = run([file('sign.cer', der('cert-sign'))], { lang: 'zh' });
  expect(output).toContain('错误 key-published · Yinxin · 第 307 字节（0x133）');
});

test('a chain in one PEM file is judged with its issuer, and twins as a pair; keys are passed over', () => {
  const chain = ['cert-root', 'cert-sign', 'cert-enc'].map((name) => pem('CERTIFICATE', der(name)));
  const key = pem('PRIVATE KEY', Buffer.from('secret'));
  const { output } = run([file('chain.pem', [key, ...chain].join('\n')), file('crl.pem', pem('X509 CRL', der('crl')))]);
  expect(output).toContain('chain.pem #3 · certificate');
  expect(output).toContain('crl.pem · revocation list');
  expect(output).toContain('twin certificates');
  expect(output).not.toContain('signature-valid');
  expect(output).not.toContain('aki-matches');
  expect(output).toContain('5 checked');
});

test('only what is at least as severe as asked is shown; the exit code stays', () => {
  const { code, output } = run([file('sign.cer', der('cert-sign'))], { severity: 'error' });
  expect(code).toBe(1);
  expect(output).not.toMatch(/^ {2}(warning|notice) /m);
});

test('as JSON for other programs', () => {
  const { output } = run([file('crl.der', der('crl')), file('resp.der', der('ocsp-resp'))], { json: true });
  const sections: { kind: string; findings: { rule: string; at: number }[] }[] = JSON.parse(output);
  expect(sections.map(({ kind }) => kind)).toEqual(['crl', 'ocsp']);
  expect(sections.every(({ findings }) => Array.isArray(findings))).toBe(true);
});

test('what is no certificate, or no file, is said so', () => {
  expect(run([file('note.txt', 'hello')])).toMatchObject({ code: 1, output: expect.stringContaining('file-') });
  expect(run([path.join(folder, 'absent.cer')])).toMatchObject({ code: 2 });
  expect(run([file('key.pem', pem('PRIVATE KEY', Buffer.from('x')))])).toMatchObject({ code: 2 });
  expect(run([])).toMatchObject({ code: 2 });
  expect(run([], { severity: 'loud' })).toMatchObject({ code: 2 });
});

test('the catalogue names every rule, and docs/lint.md is current (npm run lint-catalogue)', () => {
  const { code, output } = run([], { rules: true });
  expect(code).toBe(0);
  for (const { id } of LINT_RULES) {
    expect(output).toContain(`${id} · `);
    expect(groupOf(id)).toBeDefined();
  }
  expect(readFileSync(new URL('../../../docs/lint.md', import.meta.url), 'utf8')).toBe(lintCatalogue());
});
