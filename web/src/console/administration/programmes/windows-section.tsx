import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { EmptyState } from '../../../shared/parts/index.ts';
import type { Work } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';
import { useTyped, useWrong } from './typed.ts';

const MOST_DAYS = 3660;
const USUAL_DAYS = 90;
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
  const [typed, setTyped] = useTyped(days, (given) => (given === null ? '' : String(given)), daysOf);
  const isWrong = days !== null && daysOf(typed) === null;
  useWrong(work, path, isWrong);
  const set = (next: number | null) => work.set('windows', path, next === value ? undefined : next);
  return (
    <PlacePanel
      work={work}
      path={path}
      label={label}
      isChanged={isChanged}
      onBack={() => work.set('windows', path, undefined)}
    >
      <div className="tools">
        <Field label={t('windows.days')} error={isWrong ? t('windows.notDays') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={typed}
              disabled={days === null}
              readOnly={work.readOnly}
              onChange={({ target }) => {
                setTyped(target.value);
                const given = daysOf(target.value);
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
            onChange={({ target }) => set(target.checked ? null : (value ?? USUAL_DAYS))}
          />
          <span>{t('windows.always')}</span>
        </label>
      </div>
    </PlacePanel>
  );
}
