/** Fen of an amount typed in yuan: `330`, `330.5`, `1,200.00`; null when it is not one. Never through a fraction. */
export function fenOf(typed: string): number | null {
  const found = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(typed.replace(/[\s,\u00a5\uffe5]/g, ''));
  if (!found) return null;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return fen > 0 ? fen : null;
}

/** Fen as they are typed: `330.00`. */
export const yuanTyped = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
