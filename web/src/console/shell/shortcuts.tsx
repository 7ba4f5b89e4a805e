import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { isTyping, spell } from './keys.ts';

export interface Shortcut {
  /** As shown: `a`, `Ctrl+Enter`, `g o` (one after the other). */
  readonly keys: string;
  /** What it does, in the language of the page. */
  readonly label: string;
  readonly run: () => void;
}

interface Shortcuts {
  readonly all: () => readonly Shortcut[];
  readonly add: (list: readonly Shortcut[]) => () => void;
  readonly single: boolean;
  readonly setSingle: (on: boolean) => void;
}
const Context = createContext<Shortcuts | null>(null);
const STORED = 'yinxin-console-single-keys';
const SEQUENCE_MS = 1200;

function remembered(): boolean {
  try {
    return window.localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** Hears the keys of the whole console. Single keys can be switched off; they never act while somebody types. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const lists = useRef(new Set<readonly Shortcut[]>());
  const [single, setOn] = useState(remembered);
  const value = useMemo<Shortcuts>(
    () => ({
      all: () => [...lists.current].flat(),
      add: (list) => {
        lists.current.add(list);
        return () => lists.current.delete(list);
      },
      single,
      setSingle: (on) => {
        setOn(on);
        try {
          window.localStorage.setItem(STORED, on ? 'on' : 'off');
        } catch {
          // Not remembered, but in force.
        }
      },
    }),
    [single],
  );
  useEffect(() => {
    let before: { key: string; at: number } | null = null;
    function hear(event: KeyboardEvent) {
      const key = spell(event);
      const alone = !key.includes('+');
      if (event.defaultPrevented || event.isComposing || (alone && (isTyping(event.target) || !single))) return;
      if (document.querySelector('dialog[open]') && alone) return;
      const sequence = before && Date.now() - before.at < SEQUENCE_MS ? `${before.key} ${key}` : null;
      // What was added last belongs to the page shown and goes first.
      const found = [...value.all()].reverse().find((one) => one.keys === sequence || one.keys === key);
      before = alone ? { key, at: Date.now() } : null;
      if (!found) return;
      event.preventDefault();
      before = null;
      found.run();
    }
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [single, value]);
  return <Context value={value}>{children}</Context>;
}

export function useShortcutList(): Shortcuts {
  const found = useContext(Context);
  if (!found) throw new Error('ShortcutProvider is missing');
  return found;
}

/** Offers keys while the calling page or part is shown. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const { add } = useShortcutList();
  const newest = useRef(list);
  newest.current = list;
  const names = list.map((one) => `${one.keys}\n${one.label}`).join('\n\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what runs is read when the key is pressed
  useEffect(() => {
    const offered = list.map((one, at) => ({ ...one, run: () => newest.current[at]?.run() }));
    return add(offered) as () => void;
  }, [names, add]);
}
