import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';

/** The accounts a sandbox made for itself; the server answers only to this computer. */
export function SandboxAccounts({
  onChoose,
}: {
  readonly onChoose: (account: { username: string; password: string }) => void;
}) {
  const { t } = useTranslation('console');
  const accounts = useCall(endpoints.sandbox.accounts, {}, { staleTime: 60_000 }).data?.items ?? [];
  if (accounts.length === 0) return null;
  return (
    <section className="gate-accounts" aria-labelledby="sandbox-accounts">
      <h2 id="sandbox-accounts">{t('signIn.sandbox')}</h2>
      <p className="small quiet">{t('signIn.sandboxHint')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <Button size="small" onClick={() => onChoose(account)}>
              {account.username}
            </Button>
            <span className="small">{account.roles.map((role) => t(`role.${role}`)).join(t('comma'))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
