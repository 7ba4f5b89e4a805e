import { useQueryClient } from '@tanstack/react-query';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, keyOf, newKey, transport } from '../../shared/api/index.ts';
import { useServerTime } from '../../shared/session/index.tsx';
import { afterStale, differing, unsaved, type Values } from './draft-merge.ts';

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
  /** What the server had when `version` was read; a save is always against exactly this. */
  const base = useRef<Values>(values);
  const version = useRef(view.version);
  const asking = useRef(false);
  const timer = useRef<number | undefined>(undefined);
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  const key = useRef<{ of: string; key: string } | null>(null);
  const { id } = view;

  const put = useCallback((next: Values) => {
    own.current = next;
    setValues(next);
  }, []);

  /** Takes over what changed elsewhere; answers the fields that changed both there and here. */
  const takeOver = useCallback(
    (theirs: ApplicationView): readonly string[] => {
      if (theirs.version < version.current) return [];
      const { merged, conflicts } = afterStale(base.current, own.current, valuesOf(theirs));
      if (conflicts.length > 0) return conflicts;
      base.current = valuesOf(theirs);
      version.current = theirs.version;
      if (differing(own.current, merged).length > 0) put(merged);
      return [];
    },
    [put],
  );
  // An upload here or another window moved the order on: the fields follow, except while both changed the same one.
  useEffect(() => void takeOver(view), [takeOver, view]);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = own.current;
    const codes = unsaved(base.current, sent);
    if (codes.length === 0) return true;
    if (asking.current) return false;
    setStatus({ kind: 'saving' });
    const params = { id };
    const shown = keyOf(endpoints.applications.read, { params });
    const fields = Object.fromEntries(codes.map((code) => [code, sent[code] ?? '']));
    const body = { command: { type: 'save-draft' as const, fields }, expectedVersion: version.current };
    const of = JSON.stringify(body);
    if (key.current?.of !== of) key.current = { of, key: newKey() };
    try {
      const idempotencyKey = key.current.key;
      const answer = await call(transport, endpoints.applications.command, { params, body, idempotencyKey });
      key.current = null;
      // The server may have normalised what was typed; it wins unless more was typed meanwhile.
      const stored = valuesOf(answer);
      const untouched = codes.filter((code) => own.current[code] === sent[code]);
      put({ ...own.current, ...Object.fromEntries(untouched.map((code) => [code, stored[code] ?? ''])) });
      // Another answer, of the recipient or an upload, may have overtaken this one and knows more.
      if (answer.version > version.current) {
        base.current = stored;
        version.current = answer.version;
      }
      queries.setQueryData(shown, answer);
      setStatus({ kind: 'saved', at: time().toISOString() });
      return unsaved(base.current, own.current).length === 0 || saveOnce();
    } catch (problem) {
      if (codeOf(problem) !== null) key.current = null;
      if (codeOf(problem) !== 'STALE_VERSION') throw problem;
      const fresh = await call(transport, endpoints.applications.read, { params });
      const conflicts = takeOver(fresh);
      queries.setQueryData(shown, fresh);
      if (conflicts.length === 0) return saveOnce();
      asking.current = true;
      setStatus({ kind: 'conflict', codes: conflicts, theirs: fresh });
      return false;
    }
  }, [id, put, queries, takeOver, time]);

  /** Saves now what is not saved yet; true when everything is. */
  const flush = useCallback((): Promise<boolean> => {
    window.clearTimeout(timer.current);
    const next = running.current
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
      put(keep === 'mine' ? afterStale(base.current, own.current, other).merged : other);
      base.current = other;
      version.current = theirs.version;
      asking.current = false;
      setStatus({ kind: 'saved', at: null });
      void flush();
    },
    [flush, put],
  );

  const lastFlush = useRef(flush);
  lastFlush.current = flush;
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (unsaved(base.current, own.current).length === 0) return;
      void lastFlush.current();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      // Leaving for another page of the hall: what was typed goes along.
      void lastFlush.current();
    };
  }, []);

  const isClean = status.kind === 'saved' && unsaved(base.current, own.current).length === 0;
  return { values, change, flush, settle, status, isClean };
}
