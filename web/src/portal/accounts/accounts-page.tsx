import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { AddAccount } from './add-account.tsx';

/** The accounts of an organisation, and another one beside them (PA-03). */
export function AccountsPage() {
  const { t } = useTranslation('organisation');
  const format = useFormat();
  const own = useCall(endpoints.accounts.own, {});
  const classes = useCall(endpoints.accounts.classes, {}).data?.items ?? [];
  const current = own.data?.current;
  const rule = classes.find(({ code }) => code === current?.userClass)?.userName;
  return (
    <>
      <PageTitle title={t('accounts.title')} lead={t('accounts.lead')}>
        {t('accounts.title')}
      </PageTitle>
      <ProblemAlert problem={own.error} onRetry={() => void own.refetch()} />
      {own.isPending && <p role="status">{t('common:loading')}</p>}
      {own.data && (
        <Panel title={t('accounts.list')}>
          <ul className="cards">
            {own.data.items.map((one) => (
              <li key={one.id}>
                <h3 className="code">{one.first ? creditCode.group(one.name) : one.name}</h3>
                <p>
                  <span>{t(one.first ? 'accounts.first' : 'accounts.further')}</span>
                  {one.id === current?.id && <span className="tag">{t('accounts.current')}</span>}
                </p>
                <p className="small quiet">{t('accounts.since', { day: format.day(one.createdAt) })}</p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {current?.userClass === 'enterprise' && rule && <AddAccount rule={rule} />}
    </>
  );
}
