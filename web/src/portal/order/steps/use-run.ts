import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '@yinxin/contract';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What a conversation with the assistant tells the page while it goes on. */
export interface Telling {
  readonly onAsk: (page: string) => void;
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}

/** Runs a conversation with the assistant, one at a time; afterwards order and steps are read anew, whatever happened. */
export function useRun(talk: (telling: Telling) => Promise<void>) {
  const queries = useQueryClient();
  const [step, setStep] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [done, setDone] = useState(false);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const latest = useRef(talk);
  latest.current = talk;
  const run = useCallback(async () => {
    const stop = new AbortController();
    leaving.current = stop;
    setRunning(true);
    setDone(false);
    setProblem(null);
    try {
      await latest.current({
        onAsk: setAsked,
        onStep: (now) => {
          setStep(now);
          setAsked(null);
        },
        signal: stop.signal,
      });
      setDone(true);
    } catch (failure) {
      if (!stop.signal.aborted) setProblem(failure);
    } finally {
      setRunning(false);
      setStep(null);
      setAsked(null);
      for (const one of [
        endpoints.applications.read,
        endpoints.selfService.read,
        endpoints.holdings.list,
        endpoints.holdings.read,
      ])
        void queries.invalidateQueries({ queryKey: [one.path] });
    }
  }, [queries]);
  return { run, running, step, asked, problem, done };
}

export type Run = ReturnType<typeof useRun>;
