import type { ProgrammeDraft } from '@yinxin/contract';
import type { MaterialChange, ProgrammePatch } from '@yinxin/programme';
import { useCallback, useState } from 'react';

/** A draft while it is being worked on: what is typed and not yet saved. */
export interface Work {
  readonly draft: ProgrammeDraft;
  readonly patch: ProgrammePatch;
  readonly reason: string;
  /** Something typed is neither saved nor wrong. */
  readonly isChanged: boolean;
  /** Places with something typed that cannot be saved, e.g. an amount that is none. */
  readonly wrong: ReadonlySet<string>;
  readonly readOnly: boolean;
  setReason(reason: string): void;
  /** Sets, or with undefined takes away, a change at a place. */
  set<K extends 'texts' | 'clocks' | 'windows' | 'prices' | 'materials'>(
    kind: K,
    path: string,
    value: ProgrammePatch[K][string] | undefined,
  ): void;
  readonly setWrong: (place: string, isWrong: boolean) => void;
  /** Mistakes of the last check at a place or inside it. */
  mistakesAt(path: string): ProgrammeDraft['mistakes'];
}

export const NO_MATERIAL_CHANGE: MaterialChange = { retired: [], required: {}, added: [] };

export function useWork(draft: ProgrammeDraft, readOnly: boolean): Work {
  const [patch, setPatch] = useState(draft.patch);
  const [reason, setReason] = useState(draft.reason);
  const [wrong, setAllWrong] = useState<ReadonlySet<string>>(new Set());
  const setWrong = useCallback((place: string, isWrong: boolean) => {
    setAllWrong((now) => {
      if (now.has(place) === isWrong) return now;
      const next = new Set(now);
      if (isWrong) next.add(place);
      else next.delete(place);
      return next;
    });
  }, []);
  // A day that is not typed yet is missed wherever the editor stands.
  const dayless = Object.entries(patch.prices).flatMap(([path, steps]) =>
    steps.flatMap(({ from }, at) => (from === '' ? [`${path}.${at}`] : [])),
  );
  const untold = Object.entries(patch.texts).flatMap(([path, { zh, en }]) => (zh.trim() && en.trim() ? [] : [path]));
  return {
    draft,
    patch,
    reason,
    wrong: new Set([...wrong, ...dayless, ...untold]),
    setWrong,
    readOnly,
    setReason,
    isChanged: reason !== draft.reason || JSON.stringify(patch) !== JSON.stringify(draft.patch),
    set(kind, path, value) {
      setPatch((now) => {
        const { [path]: _former, ...others } = now[kind];
        return { ...now, [kind]: value === undefined ? others : { ...others, [path]: value } };
      });
    },
    mistakesAt: (path) => draft.mistakes.filter((one) => one.path === path || one.path.startsWith(`${path}.`)),
  };
}
