import type { ApplicationView } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { blanksOf, isPrinted } from './print.ts';

type Shown = Parameters<typeof blanksOf>[0] & Parameters<typeof isPrinted>[0];
const label = { zh: '报检注册号', en: 'Registration number' };
const field = (value: string): ApplicationView['fields'][number] => ({
  code: 'inspection-number',
  spec: { code: 'inspection-number', label, kind: 'text', required: false, personal: false, maxLength: 30 },
  value,
  masked: false,
  fault: null,
  open: true,
});
const material: ApplicationView['materials'][number] = {
  code: 'application-form',
  label,
  guidance: label,
  required: true,
  paper: true,
  object: 'original',
  form: 'application-form',
  byHand: true,
  mark: null,
  status: 'missing',
  file: null,
  fault: null,
  open: true,
};
const shown = (change: Partial<Shown>): Shown => ({
  stage: 'papers',
  void: null,
  fields: [field('')],
  materials: [material],
  ...change,
});

test('forms that are only posted are printed once the business is handed in', () => {
  expect(isPrinted(shown({}))).toBe(true);
  expect(isPrinted(shown({ stage: 'fill' }))).toBe(false);
  expect(isPrinted(shown({ materials: [{ ...material, object: 'document' }] }))).toBe(false);
});

test('[IT-13] what is blank is named where it may be completed by hand', () => {
  expect(blanksOf(shown({}))).toEqual([label]);
  expect(blanksOf(shown({ fields: [field('1100600123')] }))).toEqual([]);
  expect(blanksOf(shown({ materials: [{ ...material, byHand: false }] }))).toEqual([]);
});
