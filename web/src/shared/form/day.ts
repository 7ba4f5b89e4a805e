/** Year, month and day in this order, divided by anything that is not a digit, or eight digits together. */
const DAY = /^(\d{4})(?:\D+(\d{1,2})\D+(\d{1,2})\D*|(\d{2})(\d{2}))$/;

/** What was typed as a day, `2026-03-01`; null for what is no day. Reads `2026/3/1`, `2026年3月1日` and `20260301` too. */
export function readDay(typed: string): string | null {
  const found = DAY.exec(typed.normalize('NFKC').trim());
  if (!found) return null;
  const [, year = '', m1, d1, m2, d2] = found;
  const day = [year, (m1 ?? m2 ?? '').padStart(2, '0'), (d1 ?? d2 ?? '').padStart(2, '0')].join('-');
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}
