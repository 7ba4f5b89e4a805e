import { useQueryClient } from '@tanstack/react-query';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, keyOf, newKey, transport } from '../../shared/api/index.ts';
import { useServerTime } from '../../shared/session/index.tsx';
import { afterStale, differing, type Values } from './draft-merge.ts';

const PAUSE = 800;

function valuesOf(view: ApplicationView): Values {
  return Object.fromEntries(view.fields.map((field) => [field.code, field.value]));
}

export type DraftStatus =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'typing' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly problem: unknown }
  | { readonly kind: 'conflict'; readonly codes: readonly string[]; readonly theirs: ApplicationView };

/**
 * The fields of a draft, saved 0.8 s after the last change and one save at a time. A save that another window
 * overtook is brought together with it; fields changed in both ask for a choice. Nothing typed is lost.
 */
export function useDraft(view: ApplicationView) {
  const queries = useQueryClient();
  const time = useServerTime();
  const [values, setValues] = useState<Values>(() => valuesOf(view));
  const [status, setStatus] = useState<DraftStatus>({ kind: 'saved', at: null });
  const own = useRef<Values>(values);
  const base = useRef<Values>(values);
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const key = useRef<{ of: string; key: string } | null>(null);
  const { id } = view;

  const put = useCallback((next: Values) => {
    own.current = next;
    setValues(next);
  }, []);

  const latest = useCallback(
    () => queries.getQueryData<ApplicationView>(keyOf(endpoints.applications.read, { params: { id } })) ?? view,
    [queries, id, view],
  );

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = own.current;
    const codes = differing(base.current, sent);
    if (codes.length === 0) return true;
    setStatus({ kind: 'saving' });
    const fields = Object.fromEntries(codes.map((code) => [code, sent[code] ?? '']));
    const body = { command: { type: 'save-draft' as const, fields }, expectedVersion: latest().version };
    const of = JSON.stringify(body);
    if (key.current?.of !== of) key.current = { of, key: newKey() };
    try {
      const answer = await call(transport, endpoints.applications.command, {
        params: { id },
        body,
        idempotencyKey: key.current.key,
      });
      key.current = null;
      base.current = { ...base.current, ...fields };
      queries.setQueryData(keyOf(endpoints.applications.read, { params: { id } }), answer);
      setStatus({ kind: 'saved', at: time().toISOString() });
      return differing(base.current, own.current).length === 0 || saveOnce();
    } catch (problem) {
      if (codeOf(problem) !== null) key.current = null;
      if (codeOf(problem) !== 'STALE_VERSION') {
        setStatus({ kind: 'failed', problem });
        return false;
      }
      const fresh = await call(transport, endpoints.applications.read, { params: { id } });
      queries.setQueryData(keyOf(endpoints.applications.read, { params: { id } }), fresh);
      const { merged, conflicts } = afterStale(base.current, own.current, valuesOf(fresh));
      if (conflicts.length > 0) {
        setStatus({ kind: 'conflict', codes: conflicts, theirs: fresh });
        return false;
      }
      base.current = valuesOf(fresh);
      put(merged);
      return saveOnce();
    }
  }, [id, latest, put, queries, time]);

  /** Saves now what is not saved yet; true when everything is. */
  const flush = useCallback((): Promise<boolean> => {
    window.clearTimeout(timer.current);
    const before = running.current ?? Promise.resolve(true);
    const next = before
      .then(() => saveOnce())
      .catch((problem: unknown) => {
        setStatus({ kind: 'failed', problem });
        return false;
      });
    running.current = next;
    return next;
  }, [saveOnce]);

  const change = useCallback(
    (code: string, value: string) => {
      put({ ...own.current, [code]: value });
      setStatus((now) => (now.kind === 'conflict' ? now : { kind: 'typing' }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), PAUSE);
    },
    [flush, put],
  );

  /** Ends a conflict: keep what is typed here, or take what the other window saved. */
  const settle = useCallback(
    (keep: 'mine' | 'theirs', theirs: ApplicationView) => {
      const other = valuesOf(theirs);
      const merged = keep === 'mine' ? afterStale(base.current, own.current, other).merged : other;
      base.current = other;
      put(merged);
      setStatus({ kind: 'saved', at: null });
      void flush();
    },
    [flush, put],
  );

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (differing(base.current, own.current).length > 0) {
        void flush();
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.clearTimeout(timer.current);
      // Leaving for another page of the hall: what was typed goes along.
      void flush();
    };
  }, [flush]);

  const isClean = status.kind === 'saved' && differing(base.current, own.current).length === 0;
  return { values, change, flush, settle, status, isClean };
}
