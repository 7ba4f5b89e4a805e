import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { z } from 'zod';

/** What this tab keeps under a key until it is closed; null when nothing readable is there. */
export function readKept<T>(key: string, schema: z.ZodType<T>): T | null {
  try {
    const text = window.sessionStorage.getItem(key);
    return text === null ? null : schema.parse(JSON.parse(text));
  } catch {
    // Storage may be closed (private windows), or an older version of the page wrote something else.
    return null;
  }
}

/** Keeps a value for this tab; null forgets it. Never for passwords, codes or PINs. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === null) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Not kept: people type it again.
  }
}

/** State that survives a visit to another page and a reload. */
export function useKept<T>(key: string, schema: z.ZodType<T>, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => readKept(key, schema) ?? initial);
  useEffect(() => keep(key, value), [key, value]);
  return [value, setValue];
}

/** An organisation as it registers: what the form keeps, and what the sandbox hands to it. No password, no code. */
export const Registration = z.object({ creditCode: z.string(), name: z.string(), mobile: z.string() });
export type Registration = z.infer<typeof Registration>;
export const REGISTRATION = 'yinxin-registration';
