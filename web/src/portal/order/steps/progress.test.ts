import { expect, test } from 'vitest';
import { choosesPin, lacks, mustStay, NOTHING_WRITTEN, placeOf, proofsOf } from './progress.ts';

type Install = Parameters<typeof placeOf>[0];
const on = (
  mediumSerial: string,
  status: Install['media'][number]['status'],
  proofs: Install['media'][number]['proofs'] = [],
) => ({
  mediumSerial,
  status,
  proofs,
});
const install = (media: Install['media'], choosesPin = false): Install => ({
  medium: 'provided',
  media,
  choosesPin,
  tries: { left: 5, limit: 5 },
  subject: {
    country: 'CN',
    province: null,
    locality: null,
    organisation: 'x',
    organisationalUnit: null,
    commonName: 'x',
  },
});

test('[BJ-20] the medium in the reader is one of the order’s, another, or done', () => {
  const two = install([on('A1', 'installed'), on('B2', 'waiting')]);
  expect(placeOf(two, null)).toEqual({ kind: 'none' });
  expect(placeOf(two, 'A1')).toEqual({ kind: 'done', left: 1 });
  expect(placeOf(two, 'B2')).toMatchObject({ kind: 'now', on: { mediumSerial: 'B2' } });
  expect(placeOf(two, 'X9')).toEqual({ kind: 'other', serials: ['B2'] });
});

test('[BJ-20] every proof asked for is wanted, and only those are sent', () => {
  const one = on('A1', 'waiting', ['password-card', 'code']);
  expect(lacks(one, NOTHING_WRITTEN)).toEqual(['cardNumber', 'code']);
  const written = { ...NOTHING_WRITTEN, cardNumber: ' 12 ', code: '345678', firstUpdate: 'no' };
  expect(lacks(one, written)).toEqual([]);
  expect(proofsOf(one, written)).toEqual({ passwordCard: { number: '12' }, code: '345678' });
});

test('[IT-21] two update codes are asked for together', () => {
  const one = on('A1', 'waiting', ['update-codes']);
  expect(lacks(one, { ...NOTHING_WRITTEN, firstUpdate: 'a' })).toEqual(['secondUpdate']);
  expect(proofsOf(one, { ...NOTHING_WRITTEN, firstUpdate: 'a', secondUpdate: 'b' })).toEqual({
    updateCodes: ['a', 'b'],
  });
});

test('[BJ-21] after an interruption nothing is asked again while the proofs hold', () => {
  const one = on('A1', 'issued');
  expect(lacks(one, NOTHING_WRITTEN)).toEqual([]);
  expect(proofsOf(one, NOTHING_WRITTEN)).toEqual({});
});

test('[BJ-02] the first PIN is chosen once', () => {
  const one = on('A1', 'waiting');
  const page = install([one], true);
  expect(choosesPin(page, one)).toBe(true);
  expect(choosesPin(page, on('A1', 'begun'))).toBe(false);
  expect(choosesPin(install([one]), one)).toBe(false);
});

test('[BJ-21] the key must stay from the request to the confirmation', () => {
  expect(['key', 'begin', 'open', 'request', 'write', 'confirm', 'finish', null].filter(mustStay)).toEqual([
    'request',
    'write',
    'confirm',
  ]);
});
