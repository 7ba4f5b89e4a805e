import { expect, test } from 'vitest';
import { sectionsFor } from './sections.ts';

const HALL = 'https://hall.example.cn';
const open = (shown: ReturnType<typeof sectionsFor>) =>
  shown.flatMap(({ entries }) => entries.filter(({ href }) => href !== null).map(({ code }) => code));

test('[PA-05] three places: activate, seals and their installation; renew and install; forgotten password', () => {
  const shown = sectionsFor({ state: 'made' }, [HALL]);
  expect(shown.map(({ code, entries }) => [code, entries.map((one) => one.code)])).toEqual([
    ['home', ['activate', 'seal', 'install-seal']],
    ['renewal', ['renew', 'install']],
    ['own', ['forgotten', 'guides']],
  ]);
  expect(open(shown)).toHaveLength(7);
  for (const { href } of shown.flatMap(({ entries }) => entries))
    expect(href).toMatch(/^https:\/\/hall\.example\.cn\//);
});

test('[PA-05] no business is offered without a key, with a blank one, or before a hall is let in', () => {
  expect(open(sectionsFor(null, [HALL]))).toEqual(['guides']);
  expect(open(sectionsFor({ state: 'blank' }, [HALL]))).toEqual(['guides']);
  expect(open(sectionsFor({ state: 'made' }, []))).toEqual([]);
});

test('[PA-37] a forgotten password is begun with the key plugged in, whether tries are left or none', () => {
  expect(open(sectionsFor({ state: 'made' }, [HALL]))).toContain('forgotten');
  expect(open(sectionsFor({ state: 'locked' }, [HALL]))).toEqual(['forgotten', 'guides']);
});
