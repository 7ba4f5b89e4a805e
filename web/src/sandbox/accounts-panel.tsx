import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../shared/api/index.ts';
import { Panel, ProblemAlert } from '../shared/parts/index.ts';

/** Staff accounts made at the first start of the sandbox; only this machine may read them. */
export function AccountsPanel() {
  const { t, i18n } = useTranslation('sandbox');
  const accounts = useCall(endpoints.sandbox.accounts, {});
  const roleName = (role: string) => (i18n.exists(`sandbox:role.${role}`) ? t(`role.${role}`) : role);
  return (
    <Panel title={t('accounts.title')}>
      <p>{t('accounts.text')}</p>
      <ProblemAlert problem={accounts.error} />
      {accounts.data && (
        <div className="table-frame">
          <table className="plain sandbox-accounts">
            <thead>
              <tr>
                <th scope="col">{t('accounts.role')}</th>
                <th scope="col">{t('accounts.username')}</th>
                <th scope="col">{t('accounts.password')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.data.items.map((one) => (
                <tr key={one.username}>
                  <td>{one.roles.map(roleName).join(t('common:listComma'))}</td>
                  <td className="code">{one.username}</td>
                  <td className="code">{one.password}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <a href="/console">{t('accounts.console')}</a>
    </Panel>
  );
}
