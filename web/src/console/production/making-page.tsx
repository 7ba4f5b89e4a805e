import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { CodeField, Field, Select } from '../../shared/form/index.ts';
import { Facts, Notice, PageTitle, Panel } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { Go, useParam } from '../parts/place.tsx';
import { Abandon } from './abandon.tsx';
import { AssistantPanel } from './assistant-panel.tsx';
import { hallOf } from './hall.ts';
import { makeMedium, type ProductionState, type Step } from './making.ts';
import { MakingProblem } from './making-problem.tsx';
import { Stepper } from './stepper.tsx';
import { type AssistantState, useAssistant } from './use-assistant.ts';

/** Makes the medium of one order, step by step; a reload goes on where it stopped. */
export function MakingPage() {
  const { t } = useTranslation('console-desks');
  const id = useParam('id');
  const state = useCall(endpoints.production.read, { params: { id } });
  const order = useCall(endpoints.consoleApplications.read, { params: { id } });
  const assistant = useAssistant();
  return (
    <>
      <PageTitle
        title={t('making.title')}
        above={
          order.data && (
            <p className="order-above">
              <Go to={`/orders/${id}`} className="code">
                {order.data.number}
              </Go>
            </p>
          )
        }
      >
        {t('making.title')}
      </PageTitle>
      <Answered query={state}>
        {(found) => (
          <>
            <Panel title={t('making.subject')}>
              <Facts
                of={[
                  [t('making.cn'), found.subject.commonName],
                  [t('making.o'), found.subject.organisation],
                  [t('making.ou'), found.subject.organisationalUnit],
                  [t('making.place'), [found.subject.province, found.subject.locality].filter(Boolean).join(' ')],
                ]}
              />
            </Panel>
            <AssistantPanel assistant={assistant} expected={found.mediumSerial} />
            <Making state={found} assistant={assistant} />
          </>
        )}
      </Answered>
    </>
  );
}

function Making({ state, assistant }: { readonly state: ProductionState; readonly assistant: AssistantState }) {
  const { t } = useTranslation('console-desks');
  const queries = useQueryClient();
  const [card, setCard] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const cards = useCall(endpoints.production.passwordCards, { query: { state: 'printed', size: 20 } });
  const made = state.status === 'made';

  // The card of a medium that was begun stays with it, and is given up with it.
  const passwordCard = state.passwordCard ?? card.trim();
  function startAgain() {
    setCard('');
    setStep(null);
    setProblem(null);
  }

  async function run() {
    setRunning(true);
    setProblem(null);
    try {
      const input = { state, passwordCard };
      await makeMedium(hallOf(state.applicationId), assistant.client, input, setStep);
    } catch (failure) {
      setProblem(failure);
    } finally {
      setRunning(false);
      for (const one of [
        endpoints.production.read,
        endpoints.production.passwordCards,
        endpoints.consoleApplications.read,
        endpoints.consoleApplications.queues,
        endpoints.consoleApplications.queue,
      ])
        void queries.invalidateQueries({ queryKey: [one.path] });
    }
  }
  const ready = assistant.medium !== null ? null : t('making.noMedium');
  const why = made ? t('making.isMade') : (ready ?? (passwordCard ? null : t('making.noCard')));
  const begun = state.status === 'personalised' || state.status === 'issued';
  return (
    <Panel title={t('making.steps')} tone="act">
      <Stepper status={state.status} step={step} running={running} failed={problem !== null} />
      {begun && !running && problem === null && <Notice kind="info" title={t(`making.resume.${state.status}`)} />}
      {made ? (
        <Notice kind="good" title={t('making.made', { serial: state.mediumSerial ?? '' })} live="polite">
          <p>{t('making.madeNext')}</p>
          <Go to="/production">{t('making.nextOne')}</Go>
        </Notice>
      ) : (
        <>
          <CodeField
            label={t('making.card')}
            hint={t('making.cardHint')}
            value={state.passwordCard ?? card}
            readOnly={state.passwordCard !== null}
            onChange={setCard}
          />
          {!state.passwordCard && cards.data && cards.data.items.length > 0 && (
            <Field label={t('making.cardChoose')}>
              {(ids) => (
                <Select
                  ids={ids}
                  value={cards.data.items.some((one) => one.number === card) ? card : ''}
                  empty={t('making.cardNone')}
                  options={cards.data.items.map((one) => ({ value: one.number, label: one.number }))}
                  onChange={setCard}
                />
              )}
            </Field>
          )}
          {cards.data?.items.length === 0 && !state.passwordCard && (
            <Notice kind="wait" title={t('making.cardsOut')}>
              <Go to={`/password-cards?order=${state.applicationId}`}>{t('making.makeCards')}</Go>
            </Notice>
          )}
          <MakingProblem problem={problem} step={step} />
          <div className="buttons">
            <Act primary why={why} loading={running} onClick={() => void run()}>
              {begun || problem !== null ? t('making.continue') : t('making.start')}
            </Act>
            {begun && <Abandon state={state} assistant={assistant} onDone={startAgain} />}
          </div>
        </>
      )}
    </Panel>
  );
}
