import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { useProgrammes } from '../programmes.ts';
import { CERTIFICATE_STATES, type HeldFilters, isFiltered, NO_FILTERS } from './held-filters.ts';

/** Search, programme and state; every change goes into the address. */
export function HeldFilterForm({
  filters,
  onChange,
}: {
  readonly filters: HeldFilters;
  readonly onChange: (filters: HeldFilters) => void;
}) {
  const { t } = useTranslation('certificates');
  const local = useLocal();
  const id = useId();
  const [q, setQ] = useState(filters.q);
  const programmes = useProgrammes().data?.programmes ?? [];
  const set = (change: Partial<HeldFilters>) => onChange({ ...filters, ...change, page: 1 });
  const ids = (name: string) => ({ id: `${id}-${name}`, 'aria-describedby': undefined, 'aria-invalid': undefined });
  function search(event: FormEvent) {
    event.preventDefault();
    set({ q: q.trim() });
  }
  return (
    <search aria-label={t('filter.label')}>
      <form className="filters" onSubmit={search}>
        <div>
          <label htmlFor={`${id}-q`}>{t('filter.q')}</label>
          <Input id={`${id}-q`} value={q} maxLength={100} allowClear onChange={(event) => setQ(event.target.value)} />
        </div>
        <div>
          <label htmlFor={`${id}-programme`}>{t('filter.programme')}</label>
          <Select
            ids={ids('programme')}
            value={filters.programme}
            empty={t('filter.any')}
            options={programmes.map((one) => ({ value: one.code, label: local(one.name) }))}
            onChange={(programme) => set({ programme })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-status`}>{t('filter.status')}</label>
          <Select
            ids={ids('status')}
            value={filters.status}
            empty={t('filter.any')}
            options={CERTIFICATE_STATES.map((one) => ({ value: one, label: t(`holding:status.${one}`) }))}
            onChange={(value) => set({ status: CERTIFICATE_STATES.find((one) => one === value) ?? '' })}
          />
        </div>
        <Button htmlType="submit">{t('filter.search')}</Button>
        {isFiltered(filters) && (
          <Button
            onClick={() => {
              setQ('');
              onChange(NO_FILTERS);
            }}
          >
            {t('filter.clear')}
          </Button>
        )}
      </form>
    </search>
  );
}
