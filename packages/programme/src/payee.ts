/**
 * The company that serves an organisation, by the place of registration in its credit code (characters 3 to 8): the longest
 * beginning that fits decides; undefined when none does or two claim the same place (IT-28).
 */
export function servingPayee<T extends { readonly regions: readonly string[] }>(
  payees: readonly T[],
  creditCode: string,
): T | undefined {
  const region = creditCode.slice(2, 8);
  const fitting = payees
    .flatMap((payee) => payee.regions.map((prefix) => ({ payee, prefix })))
    .filter(({ prefix }) => region.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length);
  const [first, second] = fitting;
  if (second && second.prefix.length === first?.prefix.length && second.payee !== first.payee) return undefined;
  return first?.payee;
}

/** Places that several payees claim, so that nobody would serve them, with the codes of those who do (IT-28). */
export function contestedRegions(
  payees: readonly { readonly code: string; readonly regions: readonly string[] }[],
): readonly { readonly region: string; readonly by: readonly string[] }[] {
  const claims = Map.groupBy(
    payees.flatMap(({ code, regions }) => [...new Set(regions)].map((region) => ({ code, region }))),
    ({ region }) => region,
  );
  return [...claims]
    .filter(([, by]) => by.length > 1)
    .map(([region, by]) => ({ region, by: by.map(({ code }) => code) }));
}
