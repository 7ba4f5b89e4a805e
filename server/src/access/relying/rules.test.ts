import { expect, test } from 'vitest';
import { answerAddress, refusesRedirect } from './rules.ts';
import { isSigned, signQuestion } from './signature.ts';

test.each([
  ['https://tax.example/back', false],
  ['http://127.0.0.1:8090/back', false],
  ['http://localhost/back', false],
  ['http://tax.example/back', true],
  ['https://tax.example/back#', true],
  ['https://amy:secret@tax.example/back', true],
  ['javascript:alert(1)', true],
  ['not an address', true],
])('may %s be registered? refused: %s', (uri, refused) => {
  expect(refusesRedirect(uri)).toBe(refused);
});

test('the answer goes to the registered address and replaces nothing but code and state', () => {
  expect(answerAddress('https://tax.example/back?lang=zh', 'c&d', 's=t')).toBe(
    'https://tax.example/back?lang=zh&code=c%26d&state=s%3Dt',
  );
});

test('a signature fits its question, system, parts and secret, and nothing else', () => {
  const signature = signQuestion('secret', 'redeem', 'tax', ['code', 'uri']);
  expect(isSigned(signature, signQuestion('secret', 'redeem', 'tax', ['code', 'uri']))).toBe(true);
  for (const other of [
    signQuestion('other', 'redeem', 'tax', ['code', 'uri']),
    signQuestion('secret', 'bind', 'tax', ['code', 'uri']),
    signQuestion('secret', 'redeem', 'tux', ['code', 'uri']),
    signQuestion('secret', 'redeem', 'tax', ['code', 'url']),
    '',
  ]) {
    expect(isSigned(signature, other)).toBe(false);
  }
});
