import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession, useSession } from '../../shared/session/index.tsx';
import { Bare } from './bare.tsx';
import { SandboxAccounts } from './sandbox-accounts.tsx';

/** Signing in as staff; accounts are made by an administrator, never by oneself. */
export function SignInPage() {
  const { t } = useTranslation('console');
  const { mode } = useSession();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const adopt = useAdoptSession();
  const signIn = useCommand(endpoints.session.staffSignIn, { onSuccess: adopt });
  return (
    <Bare>
      <PageTitle title={t('signIn.title')}>{t('signIn.title')}</PageTitle>
      <ProblemAlert problem={signIn.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ body: { username: username.trim(), password } });
        }}
      >
        <Field label={t('signIn.username')}>
          {(ids) => (
            <Input
              {...ids}
              name="username"
              autoComplete="username"
              required
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('signIn.password')}>
          {(ids) => (
            <Input
              {...ids}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" loading={signIn.isPending}>
          {t('signIn.go')}
        </Button>
      </form>
      <p className="small quiet gate-foot">{t('signIn.help')}</p>
      <p className="small">
        <a href="/">{t('signIn.portal')}</a>
      </p>
      {mode === 'sandbox' && (
        <SandboxAccounts
          onChoose={(account) => {
            setUsername(account.username);
            setPassword(account.password);
          }}
        />
      )}
    </Bare>
  );
}
