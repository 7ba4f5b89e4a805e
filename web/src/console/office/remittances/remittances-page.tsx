import { endpoints, REMITTANCE_STATES } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { PageTitle } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Answered } from '../../parts/answered.tsx';
import { ChoiceFilter } from '../../parts/filters.tsx';
import { Grid } from '../../parts/grid.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../../parts/place.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { RemittanceForm } from './remittance-form.tsx';

/** Remittances of all companies: what is nobody's yet, what pays nothing yet, what is on its way back (IT-28 to IT-31). */
export function RemittancesPage() {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const { staff } = useSession();
  const address = useAddress();
  const page = usePageNumber();
  const [entering, setEntering] = useState(false);
  const state = oneOf(REMITTANCE_STATES, address.get('state'));
  const query = { page, state, q: address.get('q') || undefined, company: address.get('company') || undefined };
  const list = useCall(endpoints.remittances.list, { query }, { keepFormer: true });
  const payees = useCall(endpoints.remittances.payees, {}, { staleTime: 60_000 });
  const narrowed = Boolean(query.state || query.q || query.company);
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      {staff?.roles.includes('finance') && payees.data && (
        <>
          <div className="tools">
            <Button
              aria-expanded={entering}
              type={entering ? 'default' : 'primary'}
              onClick={() => setEntering(!entering)}
            >
              {t('enter.title')}
            </Button>
          </div>
          {entering && <RemittanceForm payees={payees.data.items} />}
        </>
      )}
      <SearchField label={t('search')} />
      <div className="tools">
        <ChoiceFilter
          name="state"
          label={t('state.label')}
          all={t('all')}
          options={REMITTANCE_STATES.map((value) => ({ value, label: t(`state.of.${value}`) }))}
        />
        <ChoiceFilter
          name="company"
          label={t('company')}
          all={t('all')}
          options={(payees.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      </div>
      <Answered query={list}>
        {(answer) => (
          <>
            <Grid
              caption={t('title')}
              rows={answer.items}
              keyOf={(row) => row.id}
              empty={narrowed ? t('emptyNarrowed') : t('empty')}
              emptyText={narrowed ? t('emptyNarrowedText') : t('emptyText')}
              columns={[
                {
                  key: 'reference',
                  label: t('reference'),
                  of: (row) => (
                    <Go to={`/remittances/${row.id}`} className="code long">
                      {row.reference}
                    </Go>
                  ),
                },
                { key: 'payer', label: t('payer'), of: (row) => row.payerName },
                { key: 'organisation', label: t('organisation'), of: (row) => row.organisation?.name ?? t('nobody') },
                { key: 'amount', label: t('amount'), numeric: true, of: (row) => format.fen(row.amountFen) },
                { key: 'left', label: t('left'), numeric: true, of: (row) => format.fen(row.leftFen) },
                {
                  key: 'state',
                  label: t('state.label'),
                  of: (row) => (
                    <>
                      {t(`state.of.${row.state}`)}
                      {row.belongsTo && <div className="small">{t('elsewhere')}</div>}
                      {row.mistyped && <div className="small">{t('mistypedShort')}</div>}
                    </>
                  ),
                },
                { key: 'company', label: t('company'), of: (row) => row.company.name },
                { key: 'day', label: t('receivedOn'), of: (row) => <span className="code">{row.receivedOn}</span> },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
