import type { Language } from './language/index.ts';
import { useLanguage } from './language/index.ts';

const ZONE = 'Asia/Shanghai';

/** Fen as yuan with the sign, `¥1,200.00`, `-¥1,200.00`. */
export function formatFen(fen: number): string {
  const yuan = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${fen < 0 ? '-' : ''}¥${yuan.format(Math.abs(fen) / 100)}`;
}

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: ZONE,
    hourCycle: 'h23',
    ...options,
  });
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** A day in Asia/Shanghai: `2026年11月22日`, `22 November 2026`. */
export function formatDay(instant: string | Date, language: Language): string {
  return formatter(language, DAY).format(new Date(instant));
}
/** Day and minute in Asia/Shanghai. */
export function formatMoment(instant: string | Date, language: Language): string {
  const at = new Date(instant);
  return `${formatter(language, DAY).format(at)} ${formatter(language, TIME).format(at)}`;
}
/** The minute of the day in Asia/Shanghai: `14:08`. */
export function formatTime(instant: string | Date, language: Language): string {
  return formatter(language, TIME).format(new Date(instant));
}
/** Short day for tables, `2026-11-22`. */
export function formatShortDay(instant: string | Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(instant));
}
/** Bytes as `820 KB`, `3.4 MB` or `10 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
}

/** The formatters in the language of the page. */
export function useFormat() {
  const language = useLanguage();
  return {
    fen: formatFen,
    bytes: formatBytes,
    day: (at: string | Date) => formatDay(at, language),
    moment: (at: string | Date) => formatMoment(at, language),
    time: (at: string | Date) => formatTime(at, language),
    shortDay: formatShortDay,
  };
}
