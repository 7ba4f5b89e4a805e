import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary } from '../../shared/form/index.ts';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession } from '../../shared/session/index.tsx';
import { CreditCodeField } from '../parts/credit-code-field.tsx';
import { useFirstError } from '../parts/findings.tsx';
import { useNextPage, useSearchText } from '../parts/next-page.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useLeaveWhenSignedIn } from '../parts/use-leave-when-signed-in.ts';
import { CertificateSignIn, UserNameSignIn } from './other-ways.tsx';

const WAYS = ['code', 'name', 'certificate'] as const;

/** Sign-in by credit code, user name or certificate, with every way out of trouble beside it (JX-01, JX-13, JX-14). */
export function SignInPage() {
  const { t } = useTranslation('account');
  const next = useSearchText('next');
  useLeaveWhenSignedIn(useNextPage('/orders'));
  const asked = useSearchText('way');
  const way = WAYS.find((one) => one === asked) ?? 'code';
  return (
    <div className="narrow">
      <PageTitle title={t('signIn.title')} lead={t(way === 'certificate' ? 'byCertificate.lead' : 'signIn.lead')}>
        {t('signIn.title')}
      </PageTitle>
      {way === 'code' && <CodeSignIn />}
      {way === 'name' && <UserNameSignIn />}
      {way === 'certificate' && <CertificateSignIn />}
      <ul className="links">
        {WAYS.filter((one) => one !== way).map((one) => (
          <li key={one}>
            <Link to="/sign-in" search={{ way: one, ...(next === '' ? {} : { next }) }}>
              {t(`signIn.ways.${one}`)}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/password-reset">{t('signIn.forgot')}</Link>
        </li>
        <li>
          <Link to="/mobile-change">{t('signIn.mobile')}</Link>
        </li>
        <li>
          <Link to="/help/user-manual">{t('signIn.manual')}</Link>
        </li>
        <li>
          <Link to="/register">{t('signIn.register')}</Link>
        </li>
      </ul>
    </div>
  );
}

function CodeSignIn() {
  const { t } = useTranslation('account');
  const adopt = useAdoptSession();
  const given = useSearchText('code');
  const firstError = useFirstError();
  const form = useFormErrors('sign-in', ['creditCode', 'password']);
  const [code, setCode] = useState(given);
  const [password, setPassword] = useState('');
  const read = creditCode.explain(code);
  const signIn = useCommand(endpoints.session.signIn, { onSuccess: adopt });
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      creditCode: firstError(read.findings, t('code.label')),
      password: password === '' ? t('password.missing') : undefined,
    });
    if (clean) signIn.mutate({ body: { creditCode: read.cleaned, password } });
  }
  return (
    <>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <ProblemAlert problem={signIn.error} />
      <form noValidate onSubmit={submit} className="panel">
        <CreditCodeField
          id={form.idOf('creditCode')}
          value={code}
          onChange={form.on('creditCode', setCode)}
          error={form.errors.creditCode}
          hint={t('signIn.codeHint')}
        />
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
