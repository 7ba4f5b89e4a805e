import type { Duration, StepClock } from '@yinxin/programme';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { oneOf } from '../../parts/place.tsx';
import type { Work } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';

const UNITS = ['hours', 'working-hours', 'working-days', 'days'] as const;
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
                key={`${kind} ${path in work.patch.clocks}`}
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
  const [typed, setTyped] = useState(String(value.amount));
  const isWrong = !/^[1-9]\d{0,3}$/.test(typed);
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
              const bad = !/^[1-9]\d{0,3}$/.test(target.value);
              setTyped(target.value);
              work.setWrong(place, bad);
              if (!bad) onChange({ ...value, amount: Number(target.value) });
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
