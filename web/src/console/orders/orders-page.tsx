import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter, DayFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, useAddress, usePageNumber } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useProgrammes, useProjectOptions } from '../programmes.ts';

/** Every order, found by number, name, credit code, tracking number or medium, and narrowed by filters. */
export function OrdersPage() {
  const { t } = useTranslation('console');
  const local = useLocal();
  const format = useFormat();
  const address = useAddress();
  const page = usePageNumber();
  const part = (name: string) => address.get(name) || undefined;
  const rows = useCall(
    endpoints.consoleApplications.search,
    {
      query: {
        page,
        q: part('q'),
        project: part('project'),
        state: part('state'),
        from: part('from'),
        to: part('to'),
      },
    },
    { keepFormer: true },
  );
  const states = useProgrammes().flatMap((programme) =>
    programme.states.map((state) => ({ value: state.code, label: local(state.label) })),
  );
  return (
    <>
      <PageTitle title={t('place.orders')}>{t('place.orders')}</PageTitle>
      <SearchField label={t('search.label')} hint={t('search.hint')} />
      <div className="tools">
        <ChoiceFilter name="project" label={t('filter.project')} options={useProjectOptions()} all={t('filter.all')} />
        <ChoiceFilter name="state" label={t('filter.state')} options={states} all={t('filter.all')} />
        <DayFilter name="from" label={t('filter.from')} />
        <DayFilter name="to" label={t('filter.to')} />
      </div>
      <Answered query={rows}>
        {(answer) => (
          <>
            <p className="small quiet" role="status">
              {t('search.found', { count: answer.total })}
            </p>
            <Grid
              caption={t('place.orders')}
              rows={answer.items}
              keyOf={(row) => row.id}
              empty={t('search.empty')}
              emptyText={t('search.emptyText')}
              columns={[
                {
                  key: 'number',
                  label: t('row.number'),
                  of: (row) => (
                    <Go to={`/orders/${row.id}`} className="code">
                      {row.number}
                    </Go>
                  ),
                },
                {
                  key: 'name',
                  label: t('row.name'),
                  of: (row) => (
                    <>
                      {row.applicantName}
                      <span className="small quiet code block">{row.creditCode}</span>
                    </>
                  ),
                },
                { key: 'project', label: t('row.project'), of: (row) => local(row.projectName) },
                {
                  key: 'state',
                  short: true,
                  label: t('row.state'),
                  of: (row) => (row.void ? <s>{local(row.state.label)}</s> : local(row.state.label)),
                },
                { key: 'pay', label: t('row.payment'), short: true, of: (row) => t(`payment.${row.paymentState}`) },
                {
                  key: 'post',
                  label: t('row.post'),
                  of: (row) => (
                    <span className="small">
                      {row.papersIn && <span className="block">{t('row.in', { number: row.papersIn })}</span>}
                      {row.parcelOut && <span className="block">{t('row.out', { number: row.parcelOut })}</span>}
                      {!row.papersIn && !row.parcelOut && t('row.nothing')}
                    </span>
                  ),
                },
                {
                  key: 'submitted',
                  short: true,
                  label: t('row.submitted'),
                  of: (row) => (row.submittedAt ? format.shortDay(row.submittedAt) : t('row.nothing')),
                },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
