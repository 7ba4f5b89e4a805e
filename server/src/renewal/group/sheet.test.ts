import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';
import { type JudgedPair, judge } from './judge.ts';
import { checkSheet, type Listed, writeSheet } from './sheet.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const terms = { service: 'renew', opensDaysBefore: 90, states: ['in-use'] };

function listed(n: number, more: Partial<Listed> = {}): Listed {
  return {
    holding: `0190a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`,
    serial: `12E${String(n).padStart(29, '0')}`,
    holder: { name: '示例公司', creditCode: '91110000MA0012345X' },
    projectName: { zh: '项目', en: 'Project' },
    mediumSerial: `YK${n}`,
    notAfter: new Date('2027-01-20T15:59:59Z'),
    judgement: 'open',
    text: { zh: '现在可以续期。', en: 'Can be renewed now.' },
    suggested: { start: new Date('2026-12-01T00:00:00Z') },
    ...more,
  };
}
const known = (all: readonly Listed[]) => new Map(all.map((one) => [one.serial, one]));

/** The list as it was downloaded, with these marks in order. */
function marked(all: readonly Listed[], marks: readonly string[]): string {
  const [heading = [], ...lines] = readCsv(writeSheet(all, 'zh'), 5000);
  return writeCsv([heading, ...lines.map((cells, n) => [marks[n] ?? '', ...cells.slice(1)])]);
}

describe('the file', () => {
  test('[generated] what is written is read again, but a formula has become text', () => {
    const cell = fc.string({
      maxLength: 20,
      unit: fc.constantFrom('a', '，', ',', '"', '\n', ';', '1', '=', '-', ' ', '单'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (lines) => {
        const given = [['a', 'b'], ...lines];
        const expected = given.map((cells) => cells.map((one) => (/^[=+\-@\n]/.test(one) ? `'${one}` : one)));
        expect(readCsv(writeCsv(given), 100)).toEqual(expected);
      }),
    );
  });

  test('begins with the mark of UTF-8, and a serial is never read as a number', () => {
    const text = writeSheet([listed(1, { holder: { name: '=HYPERLINK("x")', creditCode: 'D12345678' } })], 'zh');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [, row = []] = readCsv(text, 10);
    expect(row[1]).toMatch(/^SN-12E/);
    expect(row.slice(2, 4)).toEqual([`'=HYPERLINK("x")`, 'D1234567-8']);
    expect(row[6]).toBe('2027-01-20');
  });

  test('a formula in full-width characters is text too', () => {
    const [row] = readCsv(writeCsv([['＝1＋1', '＋1', '－1', '＠SUM', '公司＝']]), 10);
    expect(row).toEqual(["'＝1＋1", "'＋1", "'－1", "'＠SUM", '公司＝']);
  });
});

describe('a marked list', () => {
  test('every row says in words, with its number in the file, what happens to it', () => {
    const all = [
      listed(1),
      listed(2),
      listed(3, { judgement: 'running', text: { zh: '已经在办理', en: 'under way' } }),
      listed(4, { judgement: 'too-early', text: { zh: '还没到', en: 'too early' } }),
      listed(5),
      listed(6),
    ];
    const lines = readCsv(marked(all, ['是', '', 'x', 'yes', '好的', '=1+1']), 100);
    const text = writeCsv([
      ...lines.slice(0, 6),
      ['=1+1', 'SN-1'],
      ['是', all[0]?.serial ?? ''],
      ['1', 'SN-FFFF'],
      ['是', ''],
    ]);
    // The writer made formulas harmless; a hand-made file has them as they are.
    const rows = checkSheet(text.replaceAll("'=", '='), known(all));
    expect(rows.map(({ row, result, code }) => [row, result, code])).toEqual([
      [2, 'renew', 'open'],
      [3, 'left', 'not-marked'],
      [4, 'left', 'running'],
      [5, 'wrong', 'too-early'],
      [6, 'wrong', 'mark-unclear'],
      [7, 'wrong', 'formula'],
      [8, 'wrong', 'row-twice'],
      [9, 'wrong', 'certificate-unknown'],
      [10, 'wrong', 'certificate-missing'],
    ]);
    expect(rows[4]?.text).toEqual({
      zh: '“好的”看不懂，要续期请填“是”，不续期请留空。',
      en: '“好的” is unclear: write “yes” to renew, leave it empty otherwise.',
    });
    expect(rows[6]?.text.zh).toBe('与第 2 行重复，只办理一次。');
    expect(rows[7]?.holding).toBeNull();
  });

  test('saved with semicolons or tabs, or in English, it is read as well', () => {
    const one = listed(1);
    for (const separator of [';', '\t']) {
      const text = ['Renew (write “yes”)', 'Certificate'].join(separator);
      const rows = checkSheet(`${text}\n${['YES', `SN-${one.serial}`].join(separator)}`, known([one]));
      expect(rows[0]).toMatchObject({ row: 2, result: 'renew' });
    }
  });

  test.each([
    ['a workbook', 'PK\u0003\u0004xl/workbook.xml', 'SHEET_IS_WORKBOOK'],
    ['another list', '姓名,电话\n王芳,138', 'SHEET_NOT_OURS'],
    ['nothing', '', 'SHEET_NOT_OURS'],
    ['headings only', writeSheet([], 'zh'), 'SHEET_EMPTY'],
    ['100,000 rows', writeSheet([], 'zh') + '是,SN-1\r\n'.repeat(100_000), 'SHEET_TOO_LONG'],
  ])('%s is refused as a whole', (_, text, code) => {
    expect(() => checkSheet(text, new Map())).toThrow(expect.objectContaining({ code }));
  });
});

describe('which certificates can be renewed', () => {
  const pair: JudgedPair = {
    status: 'in-use',
    notAfter: new Date('2027-01-20T15:59:59Z'),
    isReplaced: false,
    running: null,
  };
  test.each<[string, Partial<JudgedPair>, Parameters<typeof judge>[1], string]>([
    ['in its window', {}, terms, 'open'],
    ['before it', { notAfter: new Date('2027-06-01T00:00:00Z') }, terms, 'too-early'],
    ['under way', { running: 'BO1' }, terms, 'running'],
    ['replaced', { isReplaced: true }, terms, 'replaced'],
    ['revoked', { status: 'revoked' }, terms, 'ended'],
    ['run out', { notAfter: new Date('2026-11-01T00:00:00Z') }, terms, 'expired'],
    [
      'run out, and allowed',
      { status: 'expired', notAfter: new Date('2026-11-01T00:00:00Z') },
      { ...terms, states: ['expired'] },
      'open',
    ],
    ['suspended', { status: 'suspended' }, terms, 'suspended'],
    ['not activated', { status: 'made' }, terms, 'state'],
    ['not online', {}, null, 'not-offered'],
  ])('%s', (_, more, offered, code) => expect(judge({ ...pair, ...more }, offered, NOW).code).toBe(code));

  test('the day it opens is told', () => {
    expect(judge({ ...pair, notAfter: new Date('2027-06-01T00:00:00Z') }, terms, NOW).text.zh).toBe(
      '还没到续期时间，2027-03-03 起可以办理。',
    );
  });
});
