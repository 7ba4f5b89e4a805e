import type { Glyph } from './face.ts';

/** Collects one path in millimetres, y downwards, as SVG path data. Numbers are rounded to a micrometre. */
export class Outline {
  private readonly parts: string[] = [];

  /** The path data so far. */
  toString(): string {
    return this.parts.join('');
  }

  /** A closed polygon. */
  polygon(points: readonly (readonly [number, number])[]): void {
    points.forEach(([x, y], index) => {
      this.parts.push(index === 0 ? 'M' : 'L', pair(x, y));
    });
    this.parts.push('Z');
  }

  /** An ellipse around the middle; turned the other way it cuts a hole into one that surrounds it. */
  ellipse(rx: number, ry: number, hole = false): void {
    const sweep = hole ? 0 : 1;
    const radii = `A${number(rx)} ${number(ry)} 0 1 ${sweep} `;
    this.parts.push('M', pair(-rx, 0), radii, pair(rx, 0), radii, pair(-rx, 0), 'Z');
  }

  /** A rectangle around the middle, or a hole of that form. */
  rectangle(width: number, height: number, hole = false): void {
    const [x, y] = [width / 2, height / 2];
    const corners = [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ] as const;
    this.polygon(hole ? [...corners].reverse() : corners);
  }

  /**
   * A character with the middle of its box at (x, y), turned by `angle` (radians, clockwise). `sx` and `sy` are
   * millimetres per em along and across the line.
   */
  glyph({ commands }: Glyph, box: GlyphBox): void {
    const { x, y, angle, sx, sy, middle } = box;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    for (const { kind, points } of commands) {
      this.parts.push(kind);
      for (let i = 0; i < points.length; i += 2) {
        const dx = ((points[i] ?? 0) - middle.x) * sx;
        const dy = -((points[i + 1] ?? 0) - middle.y) * sy;
        this.parts.push(i === 0 ? '' : ' ', pair(x + dx * cos - dy * sin, y + dx * sin + dy * cos));
      }
    }
  }
}

/** Where and how large a character is drawn. */
export interface GlyphBox {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly sx: number;
  readonly sy: number;
  /** The point of the outline, in ems, that comes to lie on (x, y). */
  readonly middle: { readonly x: number; readonly y: number };
}

const number = (value: number): string => String(Math.round(value * 1000) / 1000 + 0);
const pair = (x: number, y: number): string => `${number(x)} ${number(y)}`;
