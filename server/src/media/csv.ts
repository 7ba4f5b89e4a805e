/** What a spreadsheet would run as a formula, also in its full-width form, is made a plain word (CSV injection, OWASP). */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

function cell(value: string | number): string {
  const text = String(value);
  const plain = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets need to read Chinese. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const text = rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/**
 * Rows of a CSV file (RFC 4180) in UTF-8 or GB 18030, parted by comma, semicolon or tab, whichever the first line has most
 * of. Empty lines are left out. Stops after `most` rows: whoever asks sees that there were more. Answers undefined for what
 * is no text.
 */
export function readCsv(bytes: Uint8Array, most: number): readonly (readonly string[])[] | undefined {
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) return undefined;
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (parter: string) => head.split(parter).length;
  const parter = [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
  return parse(text, parter, most);
}

function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding; the next one, or none.
    }
  }
  return undefined;
}

function parse(text: string, parter: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const endValue = () => {
    row.push(value.trim());
    value = '';
  };
  const endRow = () => {
    endValue();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    const c = text.charAt(at);
    if (quoted) {
      if (c !== '"') value += c;
      else if (text.charAt(at + 1) === '"') {
        value += '"';
        at += 1;
      } else quoted = false;
    } else if (c === '"' && value.trim() === '') {
      value = '';
      quoted = true;
    } else if (c === parter) endValue();
    else if (c === '\n') endRow();
    else if (c !== '\r') value += c;
  }
  if (rows.length < most) endRow();
  return rows;
}
