import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Edition } from './edition/edition.ts';
import { wordsOf } from './edition/words.ts';
import { texts } from './texts.ts';

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page before its script runs speaks the first language. */
const withWords = (html: string, words: AppWords): string =>
  html.replace(/\{\{(\w+)\.(\w+)\}\}/g, (_whole, group: string, key: string) => {
    if (group !== 'app' || !isAppWord(key)) throw new RangeError(`the page names a text that does not exist: ${key}`);
    return words[key];
  });

type AppWords = (typeof texts)['zh-CN']['app'];
const isAppWord = (key: string): key is keyof AppWords => Object.hasOwn(texts['zh-CN'].app, key);

/** The files of the assistant's own page by path, read once: nothing that a request says names a file. */
export function pageFiles(edition: Edition | null = null): ReadonlyMap<string, PageFile> {
  const folder = new URL('./page/', import.meta.url);
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (type) files.set(`/${name}`, { type, body: readFileSync(new URL(name, folder), 'utf8') });
  }
  const words = { 'zh-CN': wordsOf(texts['zh-CN'], 'zh', edition), en: wordsOf(texts.en, 'en', edition) };
  for (const [locale, own] of Object.entries(words))
    files.set(`/texts/${locale}.json`, { type: 'application/json; charset=utf-8', body: JSON.stringify(own) });
  const index = files.get('/index.html');
  if (index) files.set('/', { ...index, body: withWords(index.body, words['zh-CN'].app) });
  files.delete('/index.html');
  return files;
}

/** Headers of every answer: nothing is cached, framed, sniffed or loaded from elsewhere; no inline script or style. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
