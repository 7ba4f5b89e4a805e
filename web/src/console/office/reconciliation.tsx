import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';

/** Asks the bank about every open payment, so that nothing stays paid there and unpaid here (JX-34). */
export function Reconciliation() {
  const { t } = useTranslation('console-office');
  const { payments, ledger, reconcile } = endpoints.finance;
  const run = useCommand(reconcile, { refresh: [payments, ledger] });
  return (
    <Panel title={t('reconcile.title')}>
      <p>{t('reconcile.text')}</p>
      <ProblemAlert problem={run.error} />
      {run.data && (
        <Notice
          kind={run.data.differences.length === 0 ? 'good' : 'problem'}
          title={t('reconcile.done', {
            checked: run.data.checked,
            settled: run.data.settled,
            open: run.data.stillOpen,
          })}
          live="polite"
        >
          <ul>
            {run.data.differences.map((one) => (
              <li key={`${one.applicationNumber}${one.text}`}>
                <span className="code">{one.applicationNumber}</span> {one.text}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Button loading={run.isPending} onClick={() => run.mutate({})}>
        {t('reconcile.go')}
      </Button>
    </Panel>
  );
}
