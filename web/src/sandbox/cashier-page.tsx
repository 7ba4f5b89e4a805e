import { useParams } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../shared/api/index.ts';
import { useFormat } from '../shared/format.ts';
import { useLocal } from '../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../shared/parts/index.ts';

const OUTCOMES = ['succeed', 'fail', 'time-out', 'succeed-twice', 'succeed-silently'] as const;

/** The bank of the sandbox: every way a payment can end, each on a button. */
export function CashierPage() {
  const { t } = useTranslation('sandbox');
  const local = useLocal();
  const format = useFormat();
  const { reference = '' } = useParams({ strict: false });
  const charge = useCall(endpoints.sandbox.charge, { params: { reference } });
  const act = useCommand(endpoints.sandbox.cashier, {
    refresh: [endpoints.sandbox.charge],
    onSuccess: (answer) => window.location.assign(answer.returnUrl),
  });
  return (
    <div className="narrow">
      <PageTitle title={t('cashier.title')} lead={t('cashier.lead')}>
        {t('cashier.title')}
      </PageTitle>
      <ProblemAlert problem={charge.error} onRetry={() => void charge.refetch()} />
      {charge.data && (
        <Panel>
          <p className="start-price">{format.fen(charge.data.amountFen)}</p>
          <Facts
            of={[
              [t('cashier.for'), local(charge.data.subject)],
              [
                t('cashier.reference'),
                <span key="r" className="code">
                  {charge.data.reference}
                </span>,
              ],
              [t('cashier.status'), t(`cashier.is.${charge.data.status}`)],
            ]}
          />
          {charge.data.status === 'open' ? (
            <ul className="outcomes">
              {OUTCOMES.map((outcome) => (
                <li key={outcome}>
                  <Button
                    type={outcome === 'succeed' ? 'primary' : 'default'}
                    loading={act.isPending && act.variables.body.outcome === outcome}
                    disabled={act.isPending}
                    onClick={() => act.mutate({ params: { reference }, body: { outcome } })}
                  >
                    {t(`cashier.outcome.${outcome}.name`)}
                  </Button>
                  <span className="small quiet">{t(`cashier.outcome.${outcome}.text`)}</span>
                </li>
              ))}
            </ul>
          ) : (
            <Notice kind="info" title={t('cashier.over')} />
          )}
          <ProblemAlert problem={act.error} />
          <p>
            <a href={charge.data.returnUrl}>{t('cashier.back')}</a>
          </p>
        </Panel>
      )}
    </div>
  );
}
