import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { Grid } from '../../parts/grid.tsx';
import { Go } from '../../parts/place.tsx';
import { AFTER_MONEY } from './refresh.ts';
import type { Remittance } from './remittance-page.tsx';

/** What was designated, and what went to other companies. What paid nothing yet can be taken back. */
export function DesignationsPanel({ remittance, acts }: { readonly remittance: Remittance; readonly acts: boolean }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const takeBack = useCommand(endpoints.remittances.takeBack, { refresh: AFTER_MONEY });
  return (
    <Panel title={t('designations.title')}>
      <ProblemAlert problem={takeBack.error} />
      <Grid
        caption={t('designations.title')}
        rows={remittance.designations}
        keyOf={(row) => row.id}
        empty={t('designations.empty')}
        columns={[
          {
            key: 'label',
            label: t('designations.purpose'),
            of: (row) =>
              row.applicationId ? (
                <Go to={`/orders/${row.applicationId}`} className="code">
                  {row.label}
                </Go>
              ) : (
                t('designations.month', { month: row.label })
              ),
          },
          { key: 'amount', label: t('amount'), numeric: true, of: (row) => format.fen(row.amountFen) },
          { key: 'status', label: t('state.label'), of: (row) => t(`designations.of.${row.status}`) },
          { key: 'by', label: t('by'), of: (row) => `${row.by.name} ${format.moment(row.by.at)}` },
          {
            key: 'act',
            label: t('designations.act'),
            of: (row) =>
              acts && row.status === 'held' ? (
                <Act
                  small
                  why={null}
                  loading={takeBack.isPending}
                  onClick={() => takeBack.mutate({ params: { id: row.id }, body: {} })}
                >
                  {t('designations.takeBack')}
                </Act>
              ) : (
                t('none')
              ),
          },
        ]}
      />
      {remittance.transfers.length > 0 && (
        <>
          <h3>{t('transfer.done')}</h3>
          <ul>
            {remittance.transfers.map((one) => (
              <li key={one.id}>
                {format.fen(one.amountFen)} {one.company.name}{' '}
                <Go to={`/remittances/${one.id}`} className="code long">
                  {one.reference}
                </Go>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
