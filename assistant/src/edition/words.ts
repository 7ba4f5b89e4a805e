import type { texts } from '../texts.ts';
import type { Edition } from './edition.ts';

type Words = (typeof texts)['zh-CN'];

/** Every text with the product's own name of the program, word for the secret and name of the change (BJ-11). */
export function wordsOf(words: Words, language: 'zh' | 'en', edition: Edition | null): Words {
  if (!edition) return words;
  const [name, pin, changePin] = [edition.name[language], edition.pin[language], edition.changePin[language]];
  // Latin letters stand off from Chinese characters, Chinese words do not.
  const spaced = /^[A-Z]/i.test(pin) ? '$1' : '';
  const own = (text: string) =>
    language === 'zh'
      ? text
          .replaceAll('修改 PIN 码', changePin)
          .replaceAll('证书助手', name)
          .replace(/( ?)PIN 码/g, `${spaced}${pin}`)
      : text
          .replace(/\bChange (?:the )?PIN\b/g, changePin)
          .replace(/\bcertificate assistant\b/gi, name)
          .replace(/\bPIN(s?)\b/g, `${pin}$1`);
  return replaced(words, own);
}

/** The same structure with every text in it replaced. */
function replaced<T>(node: T, own: (text: string) => string): T {
  return JSON.parse(JSON.stringify(node), (_key, value: unknown) => (typeof value === 'string' ? own(value) : value));
}
