import { useQueryClient } from '@tanstack/react-query';
import { endpoints, type SessionView } from '@yinxin/contract';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { keyOf, rememberCsrf, useCall } from '../api/index.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface SessionContext {
  readonly session: SessionView;
  /** Milliseconds by which the server's time is ahead of this computer's. */
  readonly ahead: number;
}
const Context = createContext<SessionContext | null>(null);

/** Reads the session before anything else is shown; signing in and out replaces it everywhere at once. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const answer = useCall(endpoints.session.current, {}, { staleTime: 30_000 });
  const session = answer.data;
  rememberCsrf(session?.csrf ?? null);
  if (session) {
    const ahead = Date.parse(session.now) - answer.dataUpdatedAt;
    return <Context value={{ session, ahead }}>{children}</Context>;
  }
  if (answer.error) {
    return (
      <main className="bare">
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
      </main>
    );
  }
  return null;
}

function useSessionContext(): SessionContext {
  const found = useContext(Context);
  if (!found) throw new Error('SessionProvider is missing');
  return found;
}

export function useSession(): SessionView {
  return useSessionContext().session;
}

/** Puts the session that a sign-in or sign-out answered in force. */
export function useAdoptSession(): (session: SessionView) => void {
  const queries = useQueryClient();
  return (session) => {
    rememberCsrf(session.csrf);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== endpoints.session.current.path });
    queries.setQueryData(keyOf(endpoints.session.current, {}), session);
  };
}

/** The server's time at the moment of asking; stable, for use in callbacks. */
export function useServerTime(): () => Date {
  const { ahead } = useSessionContext();
  return useCallback(() => new Date(Date.now() + ahead), [ahead]);
}

/** The server's time, which a sandbox may have moved; renewed every half minute. */
export function useNow(): Date {
  const { ahead } = useSessionContext();
  const [own, setOwn] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setOwn(Date.now()), 30_000);
    return () => window.clearInterval(timer);
  }, []);
  return new Date(own + ahead);
}
