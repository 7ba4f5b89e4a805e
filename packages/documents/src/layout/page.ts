import type { Face, Faces } from '../face.ts';

/** A4 in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;
/** Margins: wide on the left for filing, and below for the version mark. */
export const MARGIN = { left: 62, right: 48, top: 66, bottom: 106 } as const;
export const BODY = {
  left: MARGIN.left,
  width: A4.width - MARGIN.left - MARGIN.right,
  top: MARGIN.top,
  bottom: A4.height - MARGIN.bottom,
} as const;

/** A point in millimetres. */
export const MM = 72 / 25.4;

/** Size of a page in points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export type Shade = 'ink' | 'grey' | 'pale' | 'fill';

/** One thing to draw. `y` counts from the top of the page; for text it is the baseline. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly bold: boolean;
      readonly shade: Shade;
      readonly width: number;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: Shade;
      readonly stroke?: Shade;
    }
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly shade: Shade;
      readonly dashed?: boolean;
    }
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number; readonly shade: Shade }
  | {
      /** A barcode or QR code: rows of modules from the top, `#` for a dark one. */
      readonly kind: 'code';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly rows: readonly string[];
    };

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly shade?: Shade;
}

/** Distance from one baseline to the next. */
export function lineHeight(size: number): number {
  return size * 1.5;
}

/** Collects marks page by page; `y` is the next free place from the top of the page. */
export class Sheet {
  readonly pages: Mark[][] = [[]];
  readonly faces: Faces;
  y: number = BODY.top;

  constructor(faces: Faces) {
    this.faces = faces;
  }

  face(style: TextStyle): Face {
    return style.bold ? this.faces.bold : this.faces.regular;
  }

  add(mark: Mark): void {
    this.pages.at(-1)?.push(mark);
  }

  newPage(): void {
    this.pages.push([]);
    this.y = BODY.top;
  }

  get room(): number {
    return BODY.bottom - this.y;
  }

  /** Begins a new page unless `height` points are left; at the top of a page there is no better place. */
  need(height: number): void {
    if (height > this.room && this.y > BODY.top) this.newPage();
  }

  /** Writes one line whose box begins at `top`. */
  text(text: string, x: number, top: number, style: TextStyle): void {
    if (text === '') return;
    const { size, bold = false, shade = 'ink' } = style;
    const width = this.face(style).width(text, size);
    this.add({ kind: 'text', x, y: top + (lineHeight(size) - size) / 2 + size * 0.88, text, size, bold, shade, width });
  }
}
