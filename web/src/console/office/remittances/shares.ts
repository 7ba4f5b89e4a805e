/** What is proposed for each purpose: what it misses, first come first served, until nothing is left. Amounts in fen. */
export function shares(waiting: readonly { readonly missingFen: number }[], leftFen: number): readonly number[] {
  let left = leftFen;
  return waiting.map(({ missingFen }) => {
    const share = Math.max(0, Math.min(left, missingFen));
    left -= share;
    return share;
  });
}
