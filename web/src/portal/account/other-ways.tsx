import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport, useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field } from '../../shared/form/index.ts';
import { ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession } from '../../shared/session/index.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { CertificateAnswer } from './certificate-answer.tsx';

/** Sign-in of a further account by its user name (PA-03). */
export function UserNameSignIn() {
  const { t } = useTranslation('account');
  const form = useFormErrors('user', ['userName', 'password']);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useCommand(endpoints.accounts.signIn, { onSuccess: useAdoptSession() });
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      userName: userName.trim() === '' ? t('userName.missing') : undefined,
      password: password === '' ? t('password.missing') : undefined,
    });
    if (clean) signIn.mutate({ body: { userName: userName.trim(), password } });
  }
  return (
    <>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <ProblemAlert problem={signIn.error} />
      <form noValidate onSubmit={submit} className="panel">
        <Field id={form.idOf('userName')} label={t('userName.label')} error={form.errors.userName}>
          {(ids) => (
            <Input
              {...ids}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={60}
              value={userName}
              onChange={(event) => form.on('userName', setUserName)(event.target.value)}
            />
          )}
        </Field>
        <PasswordField
          id={form.idOf('password')}
          value={password}
          onChange={form.on('password', setPassword)}
          error={form.errors.password}
        />
        <Button type="primary" size="large" htmlType="submit" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
    </>
  );
}

/** Sign-in with the certificate in the reader (PA-01, PA-22). */
export function CertificateSignIn() {
  const { t } = useTranslation('account');
  const adopt = useAdoptSession();
  return (
    <div className="panel">
      <CertificateAnswer
        label={t('byCertificate.go')}
        onProof={async (proof) => adopt(await call(transport, endpoints.access.signIn, { body: proof }))}
      />
    </div>
  );
}
