import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { EmptyState } from '../../../shared/parts/index.ts';
import type { Work } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';

const MOST_DAYS = 3660;
const daysOf = (typed: string) => (/^[1-9]\d{0,3}$/.test(typed) && Number(typed) <= MOST_DAYS ? Number(typed) : null);

/** How long before expiry a business about a certificate is open. */
export function WindowsSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  if (work.draft.places.windows.length === 0) return <EmptyState title={t('windows.none')} />;
  return work.draft.places.windows.map((place) => <Window key={place.path} work={work} place={place} />);
}

function Window({ work, place }: { readonly work: Work; readonly place: Work['draft']['places']['windows'][number] }) {
  const { t } = useTranslation('console-programmes');
  const { path, label, value } = place;
  const isChanged = path in work.patch.windows;
  const days = isChanged ? (work.patch.windows[path] ?? null) : value;
  const [typed, setTyped] = useState(days === null ? '' : String(days));
  const set = (next: number | null) => work.set('windows', path, next === value ? undefined : next);
  return (
    <PlacePanel
      work={work}
      path={path}
      label={label}
      isChanged={isChanged}
      onBack={() => {
        work.set('windows', path, undefined);
        work.setWrong(path, false);
        setTyped(value === null ? '' : String(value));
      }}
    >
      <div className="tools">
        <Field label={t('windows.days')} error={work.wrong.has(path) ? t('windows.notDays') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={typed}
              disabled={days === null && !work.wrong.has(path)}
              readOnly={work.readOnly}
              onChange={({ target }) => {
                setTyped(target.value);
                const given = daysOf(target.value);
                work.setWrong(path, given === null);
                if (given !== null) set(given);
              }}
            />
          )}
        </Field>
        <label className="check">
          <input
            type="checkbox"
            checked={days === null}
            disabled={work.readOnly}
            onChange={({ target }) => {
              const given = target.checked ? null : (daysOf(typed) ?? value ?? 90);
              work.setWrong(path, false);
              if (given !== null) setTyped(String(given));
              set(given);
            }}
          />
          <span>{t('windows.always')}</span>
        </label>
      </div>
    </PlacePanel>
  );
}
