import type { PriceStep } from '@yinxin/programme';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput, Field } from '../../../shared/form/index.ts';
import { EmptyState } from '../../../shared/parts/index.ts';
import type { Work } from './draft-state.ts';
import { fenOf, yuanOf } from './fen.ts';
import { PlacePanel } from './place-panel.tsx';
import { useTyped, useWrong } from './typed.ts';

/** Prices, each with the days from which it is so; what begins later is announced. */
export function PricesSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  if (work.draft.places.prices.length === 0) return <EmptyState title={t('prices.none')} />;
  return (
    <>
      <p>{t('prices.lead')}</p>
      {work.draft.places.prices.map(({ path, label, value }) => {
        const steps = work.patch.prices[path] ?? value;
        const set = (next: readonly PriceStep[]) =>
          work.set('prices', path, JSON.stringify(next) === JSON.stringify(value) ? undefined : [...next]);
        return (
          <PlacePanel
            key={path}
            work={work}
            path={path}
            label={label}
            isChanged={path in work.patch.prices}
            onBack={() => work.set('prices', path, undefined)}
          >
            <ol className="plain">
              {steps.map((step, at) => (
                <Step
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order of days
                  key={at}
                  work={work}
                  place={`${path}.${at}`}
                  step={step}
                  onChange={(changed) => set(steps.with(at, changed))}
                  onRemove={steps.length > 1 ? () => set(steps.toSpliced(at, 1)) : null}
                />
              ))}
            </ol>
            {!work.readOnly && (
              <Button size="small" onClick={() => set([...steps, { from: '', fen: steps.at(-1)?.fen ?? 0 }])}>
                {t('prices.add')}
              </Button>
            )}
          </PlacePanel>
        );
      })}
    </>
  );
}

function Step({
  work,
  place,
  step,
  onChange,
  onRemove,
}: {
  readonly work: Work;
  readonly place: string;
  readonly step: PriceStep;
  readonly onChange: (step: PriceStep) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t } = useTranslation('console-programmes');
  const [typed, setTyped] = useTyped(step.fen, (fen) => (fen === null ? '' : yuanOf(fen)), fenOf);
  // What was charged before a pause, for who takes the pause back.
  const [last, setLast] = useState(step.fen ?? 0);
  const isCharged = step.fen !== null;
  const badAmount = isCharged && fenOf(typed) === null;
  useWrong(work, place, badAmount);
  return (
    <li className="tools">
      <Field label={t('prices.from')}>
        {(ids) => <DayInput ids={ids} value={step.from} onChange={(from) => onChange({ ...step, from })} />}
      </Field>
      <Field label={t('prices.amount')} error={badAmount ? t('prices.notAmount') : undefined}>
        {(ids) => (
          <Input
            {...ids}
            inputMode="decimal"
            value={isCharged ? typed : ''}
            disabled={!isCharged}
            readOnly={work.readOnly}
            onChange={({ target }) => {
              setTyped(target.value);
              const fen = fenOf(target.value);
              if (fen === null) return;
              setLast(fen);
              onChange({ ...step, fen });
            }}
          />
        )}
      </Field>
      <label className="check">
        <input
          type="checkbox"
          checked={!isCharged}
          disabled={work.readOnly}
          onChange={({ target }) => onChange({ ...step, fen: target.checked ? null : last })}
        />
        <span>{t('prices.pause')}</span>
      </label>
      {onRemove && !work.readOnly && (
        <Button size="small" onClick={onRemove}>
          {t('prices.remove', { from: step.from || '…' })}
        </Button>
      )}
    </li>
  );
}
