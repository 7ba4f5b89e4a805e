import { type AssistantClient, AssistantError, assistantClient, type MediumAnswer } from '@yinxin/assistant/client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useServerTime, useSession } from '../session/index.tsx';

export interface AssistantState {
  readonly client: AssistantClient;
  readonly status: 'looking' | 'pairing' | 'ready' | 'failed';
  /** Four digits to compare on the assistant's own page. */
  readonly code: string | null;
  readonly medium: MediumAnswer | null;
  readonly problem: AssistantError | null;
  readonly again: () => void;
}

/** The assistant (证书助手) of this computer: found, paired with this page, and the medium in its reader. */
export function useAssistant(): AssistantState {
  const { assistantUrl } = useSession();
  const client = useMemo(
    () => assistantClient({ ...(assistantUrl ? { base: assistantUrl } : {}), storage: window.localStorage }),
    [assistantUrl],
  );
  // The assistant is told the hall's time with every question: its computer's clock may be wrong, a sandbox's is moved.
  const time = useServerTime();
  const latest = useRef(time);
  useEffect(() => {
    latest.current = time;
  }, [time]);
  const [attempt, setAttempt] = useState(0);
  const [status, setStatus] = useState<AssistantState['status']>('looking');
  const [code, setCode] = useState<string | null>(null);
  const [medium, setMedium] = useState<MediumAnswer | null>(null);
  const [problem, setProblem] = useState<AssistantError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins anew
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    async function follow() {
      setStatus('looking');
      setProblem(null);
      await client.discover();
      await client.pair((digits) => {
        setStatus('pairing');
        setCode(digits);
      }, signal);
      setCode(null);
      setStatus('ready');
      let { medium: found, revision } = await client.status(latest.current().toISOString());
      setMedium(found);
      while (!signal.aborted) {
        ({ revision } = await client.events(revision, signal));
        ({ medium: found } = await client.status(latest.current().toISOString()));
        if (!signal.aborted) setMedium(found);
      }
    }
    follow().catch((error: unknown) => {
      if (signal.aborted) return;
      setStatus('failed');
      setMedium(null);
      if (error instanceof AssistantError) setProblem(error);
    });
    return () => leaving.abort();
  }, [client, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { client, status, code, medium, problem, again };
}
