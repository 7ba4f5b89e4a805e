import type { Duration, StepClock } from '@yinxin/programme';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { oneOf } from '../../parts/place.tsx';
import type { Work } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';
import { useTyped, useWrong } from './typed.ts';

const UNITS = ['hours', 'working-hours', 'working-days', 'days'] as const;
const amountOf = (typed: string) => (/^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : null);
const KINDS = ['promise', 'target'] as const;

/** How long the steps of the house may take: what is promised, and the earlier aim. */
export function ClocksSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  return (
    <>
      <p>{t('clocks.lead')}</p>
      {work.draft.places.clocks.map(({ path, label, value }) => {
        const clock = work.patch.clocks[path] ?? value;
        const set = (next: StepClock) =>
          work.set('clocks', path, JSON.stringify(next) === JSON.stringify(value) ? undefined : next);
        return (
          <PlacePanel
            key={path}
            work={work}
            path={path}
            label={label}
            isChanged={path in work.patch.clocks}
            onBack={() => work.set('clocks', path, undefined)}
          >
            {KINDS.map((kind) => (
              <Time
                key={kind}
                label={t(`clocks.${kind}`)}
                unitLabel={t(`clocks.${kind}Unit`)}
                place={`${path}.${kind}`}
                work={work}
                value={clock[kind]}
                onChange={(time) => set({ ...clock, [kind]: time })}
              />
            ))}
          </PlacePanel>
        );
      })}
    </>
  );
}

function Time({
  label,
  unitLabel,
  place,
  work,
  value,
  onChange,
}: {
  readonly label: string;
  readonly unitLabel: string;
  readonly place: string;
  readonly work: Work;
  readonly value: Duration;
  readonly onChange: (value: Duration) => void;
}) {
  const { t } = useTranslation('console-programmes');
  const [typed, setTyped] = useTyped(value.amount, String, amountOf);
  const isWrong = amountOf(typed) === null;
  useWrong(work, place, isWrong);
  return (
    <div className="tools">
      <Field label={label} error={isWrong ? t('clocks.notAmount') : undefined}>
        {(ids) => (
          <Input
            {...ids}
            inputMode="numeric"
            value={typed}
            readOnly={work.readOnly}
            onChange={({ target }) => {
              setTyped(target.value);
              const amount = amountOf(target.value);
              if (amount !== null) onChange({ ...value, amount });
            }}
          />
        )}
      </Field>
      <Field label={unitLabel}>
        {(ids) => (
          <Select
            ids={ids}
            value={value.unit}
            disabled={work.readOnly}
            options={UNITS.map((unit) => ({ value: unit, label: t(`clocks.unit.${unit}`) }))}
            onChange={(unit) => onChange({ ...value, unit: oneOf(UNITS, unit) ?? value.unit })}
          />
        )}
      </Field>
    </div>
  );
}
