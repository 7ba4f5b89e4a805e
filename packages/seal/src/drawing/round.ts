import type { RoundDesign } from './design.ts';
import type { Faces } from './face.ts';
import { charactersOf, lettersOf } from './letters.ts';
import { Outline } from './outline.ts';
import { setLine, setOnArc, setUnderArc } from './setting.ts';

/** Measures in millimetres of a seal 40 across; other sizes in proportion. */
const AT_40 = {
  gap: 0.7,
  name: 5.1,
  secondName: 3.7,
  star: 6.7,
  line: { y: 10.4, height: 3.7, width: 18.5, letter: 3.3 },
  centre: { y: 1.2, height: 4.4, width: 19, letter: 3.8 },
  number: 1.55,
} as const;
/** Degrees the name may open to, and the number below it. */
const SPAN = { name: 244, number: 76 } as const;
/** More letters than this go on two arcs. */
const ONE_ARC = 30;
const MOST = { name: 60, line: 12, number: 20 } as const;

/** Border of the seal: 1.0 mm, from 42 mm on 1.2; small seals have a thinner one. */
const ringOf = (diameter: number): number => (diameter >= 42 ? 1.2 : Math.min(1, diameter / 36));

function star(outline: Outline, radius: number): void {
  const inner = (radius * Math.sin(Math.PI / 10)) / Math.sin((7 * Math.PI) / 10);
  const points = Array.from({ length: 10 }, (_, index) => {
    const [r, angle] = [index % 2 === 0 ? radius : inner, (index * Math.PI) / 5];
    return [r * Math.sin(angle), -r * Math.cos(angle)] as const;
  });
  outline.polygon(points);
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Where a long name is cut in two: between words, as near as possible to a little after the middle. */
function cut(name: string, length: number): number {
  const wanted = length * 0.57;
  let position = 0;
  let best = Math.round(wanted);
  let distance = 3.5;
  for (const { segment } of words.segment(charactersOf(name).join(''))) {
    const away = Math.abs(position - wanted);
    // A closing bracket begins no line.
    if (away < distance && !/^[）〕］】》」]/.test(segment)) [best, distance] = [position, away];
    position += [...segment].length;
  }
  return best;
}

/** The picture of a round seal as path data around its middle, in millimetres. Throws as `lettersOf`. */
export function drawRound(design: RoundDesign, diameter: number, { song, plain }: Faces): Outline {
  const scale = diameter / 40;
  const outline = new Outline();
  const ring = ringOf(diameter);
  const inside = diameter / 2 - ring;
  outline.ellipse(diameter / 2, diameter / 2);
  outline.ellipse(inside, inside, true);

  const name = lettersOf(song, design.name, MOST.name);
  const edge = inside - AT_40.gap * scale;
  const arc = (radius: number, height: number) => ({ a: radius, b: radius, height: height * scale, span: SPAN.name });
  let free = edge;
  if (name.length <= ONE_ARC) {
    free -= setOnArc(outline, name, arc(edge, AT_40.name));
  } else {
    const at = cut(design.name, name.length);
    free -= setOnArc(outline, name.slice(0, at), arc(edge, AT_40.secondName)) + AT_40.gap * scale;
    free -= setOnArc(outline, name.slice(at), arc(free, AT_40.secondName));
  }

  const shown = design.star ?? true;
  if (shown) star(outline, Math.min(AT_40.star * scale, free - AT_40.gap * scale));
  if (design.line !== undefined) {
    const { y, height, width, letter } = shown ? AT_40.line : AT_40.centre;
    const space = { y: y * scale, height: height * scale, width: width * scale, letter: letter * scale };
    setLine(outline, lettersOf(song, design.line, MOST.line), space);
  }
  if (design.number !== undefined) {
    const space = { a: edge, b: edge, height: AT_40.number * scale, span: SPAN.number };
    setUnderArc(outline, lettersOf(plain, design.number, MOST.number), space);
  }
  return outline;
}
