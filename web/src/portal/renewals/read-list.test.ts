import { describe, expect, test } from 'vitest';
import { readList } from './read-list.ts';

describe('a list as it is saved', () => {
  test('in UTF-8 with or without mark, and in GB 18030', () => {
    const text = '续期,证书编号';
    expect(readList(new TextEncoder().encode(`\uFEFF${text}`))).toEqual({ text });
    expect(readList(new TextEncoder().encode(text))).toEqual({ text });
    // 续期 as Excel on Chinese Windows saves it.
    expect(readList(Uint8Array.of(0xd0, 0xf8, 0xc6, 0xda))).toEqual({ text: '续期' });
  });

  test.each([
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4), 'workbook'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0), 'no-text'],
    ['a film', new Uint8Array(900_001).fill(65), 'too-large'],
  ])('%s is told before it travels', (_, bytes, fault) => expect(readList(bytes)).toEqual({ fault }));
});
