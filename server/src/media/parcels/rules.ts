import { humanNumber, trackingNumber } from '@yinxin/identifiers';

/** A line as scanned: order number, then tracking number. */
export interface ScannedLine {
  readonly order: string;
  readonly trackingNumber: string;
}

export type LineFault =
  | 'PARCEL_ORDER_WRONG'
  | 'PARCEL_TRACKING_MISSING'
  | 'PARCEL_TRACKING_WRONG'
  | 'PARCEL_TRACKING_CHECK'
  | 'PARCEL_SCANNED_ORDER'
  | 'PARCEL_ORDER_TWICE'
  | 'PARCEL_TRACKING_TWICE';

export type ReadLine = ScannedLine & ({ readonly ok: true } | { readonly ok: false; readonly fault: LineFault });

/**
 * Reads lines as scanned: numbers cleaned, check characters verified (UPU S10 where the number has that form), and what
 * stands twice in the list refused the second time.
 */
export function readLines(lines: readonly ScannedLine[]): readonly ReadLine[] {
  const orders = new Set<string>();
  const tracked = new Set<string>();
  return lines.map((line): ReadLine => {
    const read = humanNumber.parse(line.order);
    if (!read.ok) return { ...line, ok: false, fault: 'PARCEL_ORDER_WRONG' };
    const found = trackingNumber.explain(line.trackingNumber);
    const cleaned = { order: read.number, trackingNumber: found.cleaned };
    const fault = trackingFault(line.trackingNumber, found);
    if (fault) return { ...cleaned, ok: false, fault };
    if (orders.has(read.number)) return { ...cleaned, ok: false, fault: 'PARCEL_ORDER_TWICE' };
    if (tracked.has(found.cleaned)) return { ...cleaned, ok: false, fault: 'PARCEL_TRACKING_TWICE' };
    orders.add(read.number);
    tracked.add(found.cleaned);
    return { ...cleaned, ok: true };
  });
}

function trackingFault(typed: string, found: ReturnType<typeof trackingNumber.explain>): LineFault | undefined {
  if (found.cleaned === '') return 'PARCEL_TRACKING_MISSING';
  if (humanNumber.parse(typed).ok) return 'PARCEL_SCANNED_ORDER';
  if (!found.valid) return 'PARCEL_TRACKING_WRONG';
  // Typed by an applicant it is a warning; scanned by us, a number that does not fit was misread.
  return found.findings.some(({ code }) => code === 'TRACKING_UNUSUAL') ? 'PARCEL_TRACKING_CHECK' : undefined;
}

/** How couriers head the columns of their lists, compared without spaces and case. */
const HEADS = {
  order: ['订单号', '订单编号', '客户订单号', '商家订单号', '客户单号', 'order', 'orderno', 'ordernumber', 'reference'],
  trackingNumber: [
    '快递单号',
    '运单号',
    '运单号码',
    '物流单号',
    '邮件号',
    '面单号',
    'trackingnumber',
    'trackingno',
    'waybill',
    'mailno',
  ],
} as const;

/** The lines of a courier's list; undefined when a column is missing. */
export function linesOf(rows: readonly (readonly string[])[]): readonly ScannedLine[] | undefined {
  const [head = [], ...rest] = rows;
  const names = head.map((name) => name.replace(/[\s\uFEFF_-]/g, '').toLowerCase());
  const at = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const [order, tracking] = [at(HEADS.order), at(HEADS.trackingNumber)];
  if (order < 0 || tracking < 0) return undefined;
  return rest.map((row) => ({ order: row[order] ?? '', trackingNumber: row[tracking] ?? '' }));
}
