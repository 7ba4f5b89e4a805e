import { call } from '@yinxin/client';
import { endpoints, type StaffApplicationView, type StaffCommand } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport } from '../../../shared/api/index.ts';
import { NoteField } from '../../../shared/form/index.ts';
import { workPlace } from '../../home/take-next.tsx';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useGo } from '../../parts/place.tsx';
import { useShortcuts } from '../../shell/shortcuts.tsx';
import { useHeld } from '../held-decision.tsx';
import { useLaterCommand } from '../use-order-command.ts';
import { commandOf, type Item, type Marks, outcomeOf } from './marks.ts';
import { WrongDialog } from './wrong-dialog.tsx';

/** Decides the whole order: the marks say whether it is approved or returned; "wrong" is an outcome of its own (JX-31). */
export function DecisionBar({
  order,
  items,
  marks,
  queue,
  onSent,
}: {
  readonly order: StaffApplicationView;
  readonly items: readonly Item[];
  readonly marks: Marks;
  readonly queue: string;
  readonly onSent: () => void;
}) {
  const { t } = useTranslation('console-order');
  const go = useGo();
  const refusal = useRefusal(order.actions);
  const { state, hold } = useHeld();
  const later = useLaterCommand(order);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState(false);
  const outcome = outcomeOf(items, marks);
  const type = outcome.kind === 'return' ? 'return-materials' : 'approve';
  const waiting = state.held?.orderId === order.id ? t('decide.waiting') : null;
  const unfinished = outcome.kind === 'unfinished' ? t('decide.unfinished', { count: outcome.left }) : null;
  const why = waiting ?? refusal(type) ?? unfinished;
  const whyWrong = waiting ?? refusal('reject-wrong');

  async function next() {
    if (!queue) return;
    // The next case is shown while the decision still waits; this order is still held by the reader until then.
    const asked = { params: { queue }, query: { except: order.id } };
    const drawn = await call(transport, endpoints.consoleApplications.takeNext, asked).catch(() => null);
    go(drawn?.id ? workPlace(drawn.id, queue) : `/queues/${queue}`);
  }
  function decide(command: StaffCommand, what: string) {
    const back = queue ? workPlace(order.id, queue) : `/orders/${order.id}`;
    hold({ number: order.number, orderId: order.id, back, what, send: later(command) });
    onSent();
    void next();
  }
  function decideByMarks() {
    const command = commandOf(outcome, order.dataVersion, note);
    if (why !== null || !command) return;
    decide(command, t(command.type === 'approve' ? 'decide.approve' : 'decide.return'));
  }
  useShortcuts([{ keys: 'Ctrl+Enter', label: t('keys.decide'), run: decideByMarks }]);
  return (
    <section className="decide" aria-labelledby="decide-title">
      <h2 id="decide-title">{t('decide.title')}</h2>
      <div className="buttons">
        <Act primary danger={outcome.kind === 'return'} why={why} onClick={decideByMarks}>
          {outcome.kind === 'return' ? t('decide.returnCount', { count: outcome.faults.length }) : t('decide.approve')}
        </Act>
        <Act danger why={whyWrong} quietWhy={whyWrong === why} onClick={() => setWrong(true)}>
          {t('decide.wrong')}
        </Act>
      </div>
      <details>
        <summary>{t('decide.note')}</summary>
        <NoteField label={t('decide.note')} optional value={note} onChange={setNote} />
      </details>
      <p className="small quiet">{t('decide.hint')}</p>
      {wrong && (
        <WrongDialog
          order={order}
          onClose={() => setWrong(false)}
          onDecide={(reason, said) => {
            setWrong(false);
            decide({ type: 'reject-wrong', reason, ...(said ? { note: said } : {}) }, t('decide.wrongDone'));
          }}
        />
      )}
    </section>
  );
}
