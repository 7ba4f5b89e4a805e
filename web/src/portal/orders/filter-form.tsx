import type { ProgrammeView } from '@yinxin/contract';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput, Select } from '../../shared/form/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { useProgrammes } from '../programmes.ts';
import { isFiltered, NO_FILTERS, type OrderFilters } from './filters.ts';

type States = ProgrammeView['states'];

/** Everything of a code once, however many programmes have it, with all its names. */
function onceEach(all: readonly Pick<States[number], 'code' | 'label'>[]) {
  const found = new Map<string, States[number]['label'][]>();
  for (const { code, label } of all) {
    const labels = found.get(code) ?? [];
    if (!labels.some((one) => one.zh === label.zh)) labels.push(label);
    found.set(code, labels);
  }
  return [...found].map(([code, labels]) => ({ code, labels }));
}

/** Project, business, state and days; every change goes into the address at once. */
export function FilterForm({
  filters,
  onChange,
}: {
  readonly filters: OrderFilters;
  readonly onChange: (filters: OrderFilters) => void;
}) {
  const { t } = useTranslation('orders');
  const local = useLocal();
  const programmes = useProgrammes().data?.programmes ?? [];
  const id = useId();
  const projects = programmes.flatMap((one) => one.projects);
  const states = onceEach(programmes.flatMap((one) => one.states));
  const services = onceEach(programmes.flatMap((one) => one.services).filter(({ channel }) => channel === 'online'));
  const set = (change: Partial<OrderFilters>) => onChange({ ...filters, ...change, page: 1 });
  const ids = (name: string) => ({ id: `${id}-${name}`, 'aria-describedby': undefined, 'aria-invalid': undefined });
  return (
    <search className="filters" aria-label={t('filter.label')}>
      <div>
        <label htmlFor={`${id}-project`}>{t('filter.project')}</label>
        <Select
          ids={ids('project')}
          value={filters.project}
          empty={t('filter.all')}
          options={projects.map((one) => ({ value: one.code, label: local(one.name) }))}
          onChange={(project) => set({ project })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-service`}>{t('filter.service')}</label>
        <Select
          ids={ids('service')}
          value={filters.service}
          empty={t('filter.all')}
          options={services.map(({ code, labels }) => ({ value: code, label: labels.map(local).join(' / ') }))}
          onChange={(service) => set({ service })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-state`}>{t('filter.state')}</label>
        <Select
          ids={ids('state')}
          value={filters.state}
          empty={t('filter.all')}
          options={states.map(({ code, labels }) => ({ value: code, label: labels.map(local).join(' / ') }))}
          onChange={(state) => set({ state })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-from`}>{t('filter.from')}</label>
        <DayInput ids={ids('from')} value={filters.from} onChange={(from) => set({ from })} />
      </div>
      <div>
        <label htmlFor={`${id}-to`}>{t('filter.to')}</label>
        <DayInput ids={ids('to')} value={filters.to} onChange={(to) => set({ to })} />
      </div>
      {isFiltered(filters) && <Button onClick={() => onChange(NO_FILTERS)}>{t('clear')}</Button>}
    </search>
  );
}
