/** Begins every file, so that spreadsheet programs read it as UTF-8. */
const MARK = '\uFEFF';

/** Lines of cells as CSV (RFC 4180). A cell that a spreadsheet program would take for a formula (OWASP) is made plain text. */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  return MARK + lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const plain = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/**
 * Cells of a CSV: quoted cells may hold separators and line ends; a separator is a comma, semicolon or tab, whichever the
 * first line has. Stops after `most` lines: whoever asks sees that there were more.
 */
export function readCsv(text: string, most: number): readonly (readonly string[])[] {
  const source = text.startsWith(MARK) ? text.slice(1) : text;
  const separator = separatorOf(source.slice(0, source.search(/[\r\n]|$/)));
  const lines: string[][] = [];
  let line: string[] = [];
  let value = '';
  let quoted = false;
  const endLine = () => {
    line.push(value);
    lines.push(line);
    line = [];
    value = '';
  };
  for (let at = 0; at < source.length && lines.length < most; at++) {
    const char = source.charAt(at);
    if (quoted) {
      if (char !== '"') value += char;
      else if (source.charAt(at + 1) === '"') {
        value += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && value === '') quoted = true;
    else if (char === separator) {
      line.push(value);
      value = '';
    } else if (char === '\n') endLine();
    else if (char !== '\r') value += char;
  }
  if (lines.length < most && (value !== '' || line.length > 0)) endLine();
  return lines;
}

function separatorOf(first: string): string {
  const count = (one: string) => first.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
