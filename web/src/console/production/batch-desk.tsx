import { useQueryClient } from '@tanstack/react-query';
import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport, useCall, useCommand } from '../../shared/api/index.ts';
import { CodeField } from '../../shared/form/index.ts';
import { Panel, PdfLink } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { type Batch, type BatchItem, instructionOf } from './batch-steps.ts';
import { hallOf } from './hall.ts';
import { LabelStep } from './label-step.tsx';
import { makeMedium, type Step } from './making.ts';
import { MakingProblem } from './making-problem.tsx';
import { SetAside } from './set-aside.tsx';
import { Stepper } from './stepper.tsx';
import { useAssistant } from './use-assistant.ts';

const { production, productionBatches: api } = endpoints;

/**
 * The making desk: one instruction in large letters, one button that Enter (or a foot switch) presses. A failure offers
 * another try or sets the order aside; the batch goes on.
 */
export function BatchDesk({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation('console-production');
  const { assistantUrl } = useSession();
  const queries = useQueryClient();
  const assistant = useAssistant();
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const desk = useRef<HTMLDivElement>(null);
  const cards = useCall(production.passwordCards, { query: { state: 'printed', size: 20 } });
  const item = batch.items.find((one) => one.applicationId === batch.next);
  // The card of a medium that was begun stays with it; else the first one on the pile, or the one scanned.
  const card = item?.passwordCard ?? (typed.trim() || (cards.data?.items[0]?.number ?? ''));
  const made = batch.items.flatMap(({ state, mediumSerial }) =>
    mediumSerial !== null && state !== 'waiting' ? [mediumSerial] : [],
  );
  const instruction = instructionOf({
    batch,
    item,
    assistant: assistant.status,
    medium: assistant.medium,
    made,
    card,
    running,
    failed: problem !== null,
  });
  const refresh = [api.read, api.list, production.passwordCards, endpoints.consoleApplications.queues];
  const ended = useCommand(api.close, { refresh });

  // The next press of Enter belongs to what the page asks for now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the instruction or the order changes
  useEffect(() => {
    desk.current?.querySelector<HTMLElement>('.desk-go .ant-btn-primary')?.focus();
  }, [instruction, batch.next]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a failure belongs to one order
  useEffect(() => {
    setProblem(null);
    setStep(null);
    setTyped('');
  }, [batch.next]);

  async function run(of: BatchItem) {
    setRunning(true);
    setProblem(null);
    try {
      const state = await call(transport, production.read, { params: { id: of.applicationId } });
      await makeMedium(hallOf(of.applicationId), assistant.client, { state, passwordCard: card }, setStep);
    } catch (failure) {
      setProblem(failure);
    } finally {
      await Promise.all(refresh.map((one) => queries.invalidateQueries({ queryKey: [one.path] })));
      setRunning(false);
    }
  }
  if (instruction === 'ended' || instruction === 'not-yours') return null;
  const settled = batch.items.filter(({ state }) => state === 'done' || state === 'set-aside').length;
  return (
    <Panel
      tone="act"
      title={t('desk.progress', { at: Math.min(settled + 1, batch.items.length), of: batch.items.length })}
    >
      <div ref={desk} className="making-desk">
        {item && (
          <p className="desk-order">
            <span className="code">{item.number}</span> {item.name}
          </p>
        )}
        <p className="desk-say" role="status">
          {t(`desk.say.${instruction}`, {
            serial: item?.mediumSerial ?? assistant.medium?.serial ?? '',
            code: assistant.code ?? '',
          })}
        </p>
        {instruction === 'assistant' && (
          <>
            {assistant.code && <p className="desk-code code">{assistant.code}</p>}
            {assistantUrl && <PdfLink href={assistantUrl}>{t('desk.assistantPage')}</PdfLink>}
          </>
        )}
        {item && (running || problem !== null) && (
          <Stepper status={item.production} step={step} running={running} failed={problem !== null} />
        )}
        <MakingProblem problem={problem} step={step} />
        {item?.state === 'waiting' && item.passwordCard === null && !running && (
          <CodeField label={t('desk.card')} hint={t('desk.cardHint')} value={typed || card} onChange={setTyped} />
        )}
        <div className="buttons desk-go">
          {instruction === 'assistant' && assistant.status === 'failed' && (
            <Act primary why={null} onClick={assistant.again}>
              {t('desk.again')}
            </Act>
          )}
          {item && (instruction === 'go' || instruction === 'failed') && (
            <Act primary why={null} onClick={() => void run(item)}>
              {t(instruction === 'go' ? 'desk.go' : 'desk.retry')}
            </Act>
          )}
          {instruction === 'finish' && (
            <Act
              primary
              why={null}
              loading={ended.isPending}
              onClick={() => ended.mutate({ params: { id: batch.id } })}
            >
              {t('desk.end')}
            </Act>
          )}
          {item && instruction === 'label' && <LabelStep key={item.applicationId} batch={batch} item={item} />}
          {item?.state === 'waiting' && !running && <SetAside batch={batch} item={item} />}
        </div>
      </div>
    </Panel>
  );
}
