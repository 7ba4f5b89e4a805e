/** Whole fen of an amount in yuan as people type it: `350`, `350.5`, `1,200.00`; null when it is none, negative or finer. */
export function fenOf(typed: string): number | null {
  const text = typed.replace(/[,\uff0c\s]/g, '');
  const [, yuan, part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(part.padEnd(2, '0'));
}

/** `350.00` */
export const yuanOf = (fen: number): string => (fen / 100).toFixed(2);
