import { Button } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Go, useGo } from '../parts/place.tsx';
import { useShortcuts } from '../shell/shortcuts.tsx';
import { type Held, type HeldState, Holding, NOTHING_HELD } from './held.ts';

interface HeldContext {
  readonly state: HeldState;
  readonly hold: (held: Held) => void;
}
const Context = createContext<HeldContext | null>(null);

export function useHeld(): HeldContext {
  const found = useContext(Context);
  if (!found) throw new Error('HeldProvider is missing');
  return found;
}

/** Holds a decision back for ten seconds while the next case is already shown. */
export function HeldProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<HeldState>(NOTHING_HELD);
  const holding = useMemo(() => new Holding(setState), []);
  const waiting = state.held !== null;
  useEffect(() => {
    if (!waiting) return;
    const timer = window.setInterval(() => holding.tick(), 1000);
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('beforeunload', stay);
    };
  }, [waiting, holding]);
  const value = useMemo(() => ({ state, hold: (held: Held) => holding.hold(held) }), [state, holding]);
  return (
    <Context value={value}>
      {children}
      <HeldBar holding={holding} state={state} />
    </Context>
  );
}

function HeldBar({ holding, state }: { readonly holding: Holding; readonly state: HeldState }) {
  const { t } = useTranslation('console-order');
  const go = useGo();
  const undo = () => {
    const held = holding.undo();
    if (held) go(held.back);
  };
  useShortcuts(state.held ? [{ keys: 'z', label: t('held.undo'), run: undo }] : []);
  const { held, failed, sent } = state;
  return (
    <div className="held" aria-live="polite">
      {held && (
        <div className="held-bar">
          <span>
            <b>{held.what}</b> <span className="code">{held.number}</span>
          </span>
          <span aria-hidden="true">{t('held.seconds', { count: state.secondsLeft })}</span>
          <Button size="small" onClick={undo}>
            {t('held.undo')}
          </Button>
          <Button size="small" onClick={() => holding.sendNow()}>
            {t('held.now')}
          </Button>
        </div>
      )}
      {failed && (
        <div className="held-failed">
          <p>
            {t('held.failed')}
            <Go to={`/orders/${failed.held.orderId}`} className="code">
              {failed.held.number}
            </Go>
          </p>
          <ProblemAlert problem={failed.problem} />
          <Button size="small" onClick={() => holding.dismiss()}>
            {t('held.dismiss')}
          </Button>
        </div>
      )}
      {sent && !held && (
        <Notice
          kind="good"
          title={t('held.sent', { what: sent.what, number: sent.number })}
          action={
            <Button size="small" onClick={() => holding.dismiss()}>
              {t('held.dismiss')}
            </Button>
          }
        />
      )}
    </div>
  );
}
