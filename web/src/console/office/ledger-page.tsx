import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Notice, PageTitle, Panel } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';

/** Balances of the double-entry book; their sum must be zero. */
export function LedgerPage() {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  const ledger = useCall(endpoints.finance.ledger, {});
  return (
    <>
      <PageTitle title={t('ledger.title')} lead={t('ledger.lead')}>
        {t('ledger.title')}
      </PageTitle>
      <Answered query={ledger}>
        {(answer) => (
          <>
            <Notice
              kind={answer.sumFen === 0 ? 'good' : 'problem'}
              title={
                answer.sumFen === 0
                  ? t('ledger.zero', { count: answer.entries })
                  : t('ledger.notZero', { sum: format.fen(answer.sumFen) })
              }
            />
            <Grid
              caption={t('ledger.title')}
              rows={[
                ...answer.accounts.map((one) => ({ ...one, account: t(`ledger.of.${one.account}`, one.account) })),
                { account: t('ledger.sum'), balanceFen: answer.sumFen },
              ]}
              keyOf={(row) => row.account}
              empty={t('ledger.empty')}
              columns={[
                { key: 'account', label: t('ledger.account'), of: (row) => row.account },
                { key: 'balance', label: t('ledger.balance'), numeric: true, of: (row) => format.fen(row.balanceFen) },
              ]}
            />
            {answer.books.length > 1 &&
              answer.books.map((book) => {
                const title = t('ledger.books', { company: book.company === 'house' ? t('ledger.house') : book.name });
                return (
                  <Panel key={book.company} title={title}>
                    <Grid
                      caption={title}
                      rows={book.accounts.filter((one) => one.balanceFen !== 0)}
                      keyOf={(row) => row.account}
                      empty={t('ledger.empty')}
                      columns={[
                        { key: 'account', label: t('ledger.account'), of: (row) => t(`ledger.of.${row.account}`) },
                        {
                          key: 'balance',
                          label: t('ledger.balance'),
                          numeric: true,
                          of: (row) => format.fen(row.balanceFen),
                        },
                      ]}
                    />
                  </Panel>
                );
              })}
          </>
        )}
      </Answered>
    </>
  );
}
