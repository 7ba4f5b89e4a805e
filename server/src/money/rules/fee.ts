/** A line of a price book, as far as this question goes. Days are `YYYY-MM-DD` in Asia/Shanghai, `until` is exclusive. */
interface PriceSpan {
  readonly fen: number;
  readonly from: string;
  readonly until?: string | undefined;
}

export type FeeState = 'priced' | 'free' | 'not-configured';

/**
 * Whether the fee of a business is known on a day. Free is what says so: a service marked as free, or a line of zero fen.
 * No line in force is `not-configured`: it cannot be submitted, and is never taken for free (IT-27).
 */
export function feeState(lines: readonly PriceSpan[], day: string, markedFree = false): FeeState {
  const inForce = lines.filter(({ from, until }) => from <= day && (until === undefined || day < until));
  if (inForce.length === 0) return markedFree ? 'free' : 'not-configured';
  return inForce.some(({ fen }) => fen > 0) ? 'priced' : 'free';
}
