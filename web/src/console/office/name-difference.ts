/** A stretch of a name that both have in common, or that differs. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

/** Marks in each of two names the middle part that the other does not have, so that one wrong character stands out. */
export function nameDifference(left: string, right: string): readonly [readonly Stretch[], readonly Stretch[]] {
  const a = [...left];
  const b = [...right];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const cut = (name: readonly string[]): Stretch[] =>
    [
      { text: name.slice(0, head).join(''), differs: false },
      { text: name.slice(head, name.length - tail).join(''), differs: true },
      { text: name.slice(name.length - tail).join(''), differs: false },
    ].filter((stretch) => stretch.text !== '');
  return [cut(a), cut(b)];
}
