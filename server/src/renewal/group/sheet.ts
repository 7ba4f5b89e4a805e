import { MOST_RENEWALS, type SheetRow } from '@yinxin/contract';
import { creditCode, organisationCode } from '@yinxin/identifiers';
import { type LocalText, shanghaiDay } from '@yinxin/programme';
import type { z } from 'zod';
import { refuse } from '../problems.ts';
import { readCsv, writeCsv } from './csv.ts';
import faults from './faults.json' with { type: 'json' };
import headings from './headings.json' with { type: 'json' };
import { filled, type Judgement } from './judge.ts';

export type Language = 'zh' | 'en';
type Row = z.input<typeof SheetRow>;

/** A certificate as the sheet lists it. */
export interface Listed {
  readonly holding: string;
  readonly serial: string;
  readonly holder: { readonly name: string; readonly creditCode: string };
  readonly projectName: LocalText;
  readonly mediumSerial: string | null;
  readonly notAfter: Date;
  readonly judgement: Judgement;
  readonly text: LocalText;
  readonly suggested: { readonly start: Date } | null;
}

/** Letters before the serial keep a spreadsheet program from reading `12E3…` as a number. */
const PREFIX = 'SN-';
/** More heading and empty lines than anybody puts above. */
const LINES_BESIDES = 20;

/** The list to mark, first to end first; those that can be renewed now are not marked for anybody. */
export function writeSheet(all: readonly Listed[], language: Language): string {
  const heading = Object.values(headings).map((one) => one[language]);
  return writeCsv([
    heading,
    ...all.map((one) => [
      '',
      `${PREFIX}${one.serial}`,
      one.holder.name,
      shownCode(one.holder.creditCode),
      one.projectName[language],
      one.mediumSerial ?? '',
      shanghaiDay(one.notAfter),
      one.suggested ? shanghaiDay(one.suggested.start) : '',
      one.text[language],
    ]),
  ]);
}

const shownCode = (code: string) => (code.length === 9 ? organisationCode.format(code) : creditCode.group(code));

/**
 * Every row of a marked list with what will be done or what is wrong, in words. Throws SHEET_IS_WORKBOOK, SHEET_NOT_OURS,
 * SHEET_TOO_LONG, SHEET_EMPTY.
 */
export function checkSheet(text: string, listed: ReadonlyMap<string, Listed>): readonly Row[] {
  if (text.startsWith('PK')) throw refuse('SHEET_IS_WORKBOOK');
  const lines = readCsv(text, MOST_RENEWALS + LINES_BESIDES + 1);
  const at = lines.findIndex((cells) => columnsOf(cells) !== null);
  const columns = columnsOf(lines[at] ?? []);
  if (columns === null) throw refuse('SHEET_NOT_OURS');
  const rows = lines
    .map((cells, index) => ({ cells, row: index + 1 }))
    .slice(at + 1)
    .filter(({ cells }) => cells.some((one) => one.trim() !== ''));
  if (rows.length > MOST_RENEWALS) throw refuse('SHEET_TOO_LONG', { params: { most: MOST_RENEWALS } });
  if (rows.length === 0) throw refuse('SHEET_EMPTY');
  const seen = new Map<string, number>();
  return rows.map(({ cells, row }) => {
    const [mark, certificate] = [cells[columns.mark] ?? '', cells[columns.certificate] ?? ''];
    return judged({ row, mark: mark.trim(), certificate: certificate.trim() }, listed, seen);
  });
}

function columnsOf(cells: readonly string[]): { readonly mark: number; readonly certificate: number } | null {
  const at = (names: LocalText) => cells.findIndex((one) => [names.zh, names.en].includes(one.trim()));
  const [mark, certificate] = [at(headings.mark), at(headings.certificate)];
  return mark < 0 || certificate < 0 ? null : { mark, certificate };
}

function judged(
  { row, mark, certificate }: { readonly row: number; readonly mark: string; readonly certificate: string },
  listed: ReadonlyMap<string, Listed>,
  seen: Map<string, number>,
): Row {
  const serial = certificate
    .replace(/^'/, '')
    .replace(new RegExp(`^${PREFIX}`, 'i'), '')
    .replace(/[\s:]/g, '')
    .toUpperCase();
  const found = listed.get(serial);
  const about = {
    row,
    certificate: certificate.slice(0, 100),
    holding: found?.holding ?? null,
    holderName: found?.holder.name ?? null,
  };
  const wrong = (code: keyof typeof faults, params: Readonly<Record<string, string | number>> = {}): Row => ({
    ...about,
    result: code === 'not-marked' ? 'left' : 'wrong',
    code,
    text: filled(faults[code], params),
  });
  if ([mark, certificate].some((one) => /^[=+@]/.test(one))) return wrong('formula');
  if (NO.has(mark.toLowerCase())) return wrong('not-marked');
  if (!YES.has(mark.toLowerCase())) return wrong('mark-unclear', { mark: mark.slice(0, 20) });
  if (serial === '') return wrong('certificate-missing');
  if (!found) return wrong('certificate-unknown');
  const before = seen.get(serial);
  if (before !== undefined) return wrong('row-twice', { row: before });
  seen.set(serial, row);
  const { judgement: code, text } = found;
  // What runs already is no mistake: a list that is handed in twice opens nothing twice.
  return { ...about, result: code === 'open' ? 'renew' : code === 'running' ? 'left' : 'wrong', code, text };
}

const YES = new Set(['是', '续', '续期', '√', '✓', 'x', 'y', 'yes', '1', 'true']);
const NO = new Set(['', '否', '不', 'n', 'no', '0', 'false']);
