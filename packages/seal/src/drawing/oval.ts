import type { OvalDesign } from './design.ts';
import type { Faces } from './face.ts';
import { lettersOf } from './letters.ts';
import { Outline } from './outline.ts';
import { setLine, setNumber, setOnArc } from './setting.ts';

/** Measures in millimetres of a seal 40 by 30 (公告 2011 年第 7 号 for the invoice seal); other sizes in proportion. */
const AT_30 = {
  gap: 0.6,
  name: 4.2,
  number: { y: 0.6, height: 3.7, width: 26, letter: 1.3 },
  line: { y: 7.6, height: 4.2, width: 16, letter: 3 },
} as const;
const RING = 1;
const SPAN = 236;
const MOST = { name: 60, line: 8, number: 20 } as const;

/** The picture of an oval seal as path data around its middle, in millimetres. Throws as `lettersOf`. */
export function drawOval(design: OvalDesign, width: number, height: number, { song, plain }: Faces): Outline {
  const scale = Math.min(width / 40, height / 30);
  const outline = new Outline();
  const [a, b] = [width / 2 - RING, height / 2 - RING];
  outline.ellipse(width / 2, height / 2);
  outline.ellipse(a, b, true);
  const gap = AT_30.gap * scale;
  const name = lettersOf(song, design.name, MOST.name);
  setOnArc(outline, name, { a: a - gap, b: b - gap, height: AT_30.name * scale, span: SPAN });
  const scaled = ({ y, height: high, width: wide, letter }: typeof AT_30.number | typeof AT_30.line) => ({
    y: y * scale,
    height: high * scale,
    width: wide * scale,
    letter: letter * scale,
  });
  if (design.number !== undefined) {
    setNumber(outline, lettersOf(plain, design.number, MOST.number), scaled(AT_30.number));
  }
  if (design.line !== undefined) setLine(outline, lettersOf(song, design.line, MOST.line), scaled(AT_30.line));
  return outline;
}
