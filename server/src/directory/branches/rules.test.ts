import { expect, test } from 'vitest';
import { branchSubject, codePart, shownCode } from './rules.ts';

test('[BJ-29] a credit code and the organisation code within it are one organisation', () => {
  expect(codePart('91110000D2143569XK')).toBe('D2143569X');
  expect(codePart('D2143569X')).toBe('D2143569X');
  const mobile = '13800138000';
  expect(branchSubject({ code: '91110000D2143569XK', mobile })).toBe(branchSubject({ code: 'D2143569X', mobile }));
  expect(branchSubject({ code: 'D2143569X', mobile: '13800138001' })).not.toBe(
    branchSubject({ code: 'D2143569X', mobile }),
  );
});

test('[BJ-26] codes are shown in capitals, an organisation code with its hyphen', () => {
  expect(shownCode('D2143569X')).toBe('D2143569-X');
  expect(shownCode('91110000D2143569XK')).toBe('91110000D2143569XK');
});
