import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const TEXTS = import.meta.dirname;
const SOURCE = path.join(TEXTS, '..');
const CHINESE = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/;

function leaves(value: unknown, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === 'string') return found.set(prefix, value);
  if (typeof value !== 'object' || value === null) throw new Error(`${prefix} is not a text`);
  for (const [key, inner] of Object.entries(value)) {
    for (const [name, text] of leaves(inner, prefix ? `${prefix}.${key}` : key)) found.set(name, text);
  }
  return found;
}

function textsOf(language: string, file: string): Map<string, string> {
  return leaves(JSON.parse(readFileSync(path.join(TEXTS, language, file), 'utf8')));
}
const files = readdirSync(path.join(TEXTS, 'zh-CN')).sort();

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? '').sort();
}

const pages = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
  .map((name) => ({ name, source: readFileSync(path.join(SOURCE, name), 'utf8') }));

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

describe('texts of the interface', () => {
  test('both languages have the same files', () => {
    expect(readdirSync(path.join(TEXTS, 'en')).sort()).toEqual(files);
  });

  test.each(files)('%s: same keys and placeholders in both languages, none empty', (file) => {
    const zh = textsOf('zh-CN', file);
    const given = textsOf('en', file);
    // English has a text for one and a text for more, Chinese has one for both.
    expect(
      [...given.keys()].filter((key) => key.endsWith('_one')).map((key) => key.replace(/_one$/, '_other')),
    ).toEqual([...given.keys()].filter((key) => key.endsWith('_other')));
    for (const form of ['_one', '_other']) compare(zh, given, form);
  });

  function compare(zh: Map<string, string>, given: Map<string, string>, form: string): void {
    const of = [...given].filter(([key]) => !/_(one|other)$/.test(key) || key.endsWith(form));
    const en = new Map(of.map(([key, text]) => [key.replace(/_(one|other)$/, ''), text]));
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    for (const [key, text] of zh) {
      expect(text.trim(), key).not.toBe('');
      expect(en.get(key)?.trim(), key).not.toBe('');
      expect(placeholders(en.get(key) ?? ''), key).toEqual(placeholders(text));
      if (key !== 'otherLanguage') expect(CHINESE.test(en.get(key) ?? ''), `${key} is not in English`).toBe(false);
    }
  }

  test('every key that a page names exists', () => {
    const known = new Map(files.map((file) => [file.replace('.json', ''), [...textsOf('zh-CN', file).keys()]]));
    const missing: string[] = [];
    for (const { name, source } of pages) {
      const found = /useTranslation\((?:\[\s*)?'([\w-]+)'/.exec(source);
      const own = found?.[1] ?? 'common';
      for (const [, quote, key = ''] of source.matchAll(/\bt\(\s*(['`])([^'`]+)\1/g)) {
        const [space, rest] = key.includes(':') ? key.split(':', 2) : [own, key];
        const keys = known.get(space ?? '') ?? [];
        const prefix = (rest ?? '').split('${')[0] ?? '';
        const there = quote === '`' ? keys.some((one) => one.startsWith(prefix)) : keys.includes(rest ?? '');
        if (!there) missing.push(`${name}: ${space}:${rest}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('no page holds words of its own', () => {
    const words: string[] = [];
    for (const { name, source } of pages) {
      const code = withoutComments(source);
      for (const line of code.split('\n')) if (CHINESE.test(line)) words.push(`${name}: ${line.trim()}`);
      if (!name.endsWith('.tsx')) continue;
      // Text between tags, and attributes that people see or hear.
      for (const [, text = ''] of code.matchAll(
        /<\/?[\w.]+(?:\s[^<>]*)?>\s*([A-Za-z][A-Za-z ,.'’!?-]{2,})\s*(?=<\/|\{)/g,
      )) {
        words.push(`${name}: ${text.trim()}`);
      }
      for (const [whole] of code.matchAll(/\b(?:aria-label|title|placeholder|alt|label|lead)="[^"]+"/g)) {
        words.push(`${name}: ${whole}`);
      }
    }
    expect(words).toEqual([]);
  });
});
