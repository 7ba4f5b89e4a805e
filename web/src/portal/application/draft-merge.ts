export type Values = Readonly<Record<string, string>>;

/** Codes whose values differ between two sets; a missing value counts as empty. */
export function differing(a: Values, b: Values): string[] {
  const codes = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...codes].filter((code) => (a[code] ?? '') !== (b[code] ?? ''));
}

/** Codes asked for now whose values are not saved; what an answer has hidden waits until it is asked again. */
export function unsaved(base: Values, own: Values): string[] {
  return differing(base, own).filter((code) => Object.hasOwn(base, code));
}

/**
 * What a refused save means: `again` when only something else of the order changed, `conflict` with the fields that
 * another window changed as well as this one; fields changed only elsewhere are taken over.
 */
export function afterStale(
  base: Values,
  own: Values,
  theirs: Values,
): { readonly merged: Values; readonly conflicts: string[] } {
  const mine = new Set(differing(base, own));
  const conflicts = differing(base, theirs).filter(
    (code) => mine.has(code) && (own[code] ?? '') !== (theirs[code] ?? ''),
  );
  const merged: Record<string, string> = { ...theirs };
  for (const code of mine) merged[code] = own[code] ?? '';
  return { merged, conflicts };
}
