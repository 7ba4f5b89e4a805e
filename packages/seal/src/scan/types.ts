/** A decoded picture: four bytes for a pixel (red, green, blue, opacity), row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What the applicant says about the seal, in millimetres. */
export interface ClaimedSeal {
  readonly shape: 'round' | 'oval';
  readonly width: number;
  readonly height: number;
}

export interface ScanQuestion {
  readonly claimed?: ClaimedSeal;
  /** Pixels per inch of the scan, where known better than the file says. */
  readonly dpi?: number;
}

/** What is wrong with a scan, as stable codes. */
export type ScanFindingCode =
  | 'NOT_RED'
  | 'OTHER_INK'
  | 'MORE_THAN_ONE'
  | 'TOUCHES_EDGE'
  | 'TOO_FEW_PIXELS'
  | 'FAINT'
  | 'BLURRED'
  | 'NOT_ROUND'
  | 'NOT_OVAL'
  | 'SIZE_UNKNOWN'
  | 'SIZE_DIFFERS';

export interface ScanFinding {
  readonly code: ScanFindingCode;
  /** An error asks for a new scan; a warning is for the reviewer. */
  readonly severity: 'error' | 'warning';
}

/** A box of pixels; `right` and `bottom` are the first ones outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How much red ink lies on each pixel, 0 to 255. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly alpha: Uint8Array;
}
