import { useEffect, useState } from 'react';
import type { Work } from './draft-state.ts';

/**
 * What is typed for a value: it follows the value when that changes from elsewhere (a line removed, a change taken back), and
 * keeps what cannot be read yet.
 */
export function useTyped<V>(
  value: V,
  show: (value: V) => string,
  read: (typed: string) => V | null,
): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(() => show(value));
  const [former, setFormer] = useState(value);
  if (value !== former) {
    setFormer(value);
    if (read(typed) !== value) setTyped(show(value));
  }
  return [typed, setTyped];
}

/** Tells the draft whether what is typed at a place can be saved. */
export function useWrong({ setWrong }: Pick<Work, 'setWrong'>, place: string, isWrong: boolean): void {
  useEffect(() => {
    setWrong(place, isWrong);
    return () => setWrong(place, false);
  }, [setWrong, place, isWrong]);
}
