import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary } from '../../shared/form/index.ts';
import { Notice, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { CreditCodeField } from '../parts/credit-code-field.tsx';
import { useFirstError } from '../parts/findings.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { SHORTEST_PASSWORD } from '../parts/password-strength.ts';
import { SmsCodeField } from '../parts/sms-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

/** A new password by a code to the registered mobile (JX-13). */
export function PasswordResetPage() {
  const { t } = useTranslation('account');
  const firstError = useFirstError();
  const form = useFormErrors('reset', ['creditCode', 'smsCode', 'password']);
  const [code, setCode] = useState('');
  const [smsCode, setSmsCode] = useState('');
  const [password, setPassword] = useState('');
  const read = creditCode.explain(code);
  const reset = useCommand(endpoints.session.resetPassword);
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      creditCode: firstError(read.findings, t('code.label')),
      smsCode: smsCode === '' ? t('sms.missing') : undefined,
      password:
        [...password].length < SHORTEST_PASSWORD ? t('password.short', { count: SHORTEST_PASSWORD }) : undefined,
    });
    if (!clean) return;
    reset.mutate(
      { body: { creditCode: read.cleaned, smsCode, password } },
      { onError: (problem) => form.refused(problem) },
    );
  }
  return (
    <div className="narrow">
      <PageTitle title={t('reset.title')} lead={t('reset.lead')}>
        {t('reset.title')}
      </PageTitle>
      {reset.isSuccess ? (
        <Notice
          kind="good"
          title={t('reset.done')}
          live="assertive"
          action={
            <Link to="/sign-in" search={{ code: read.cleaned }} className="button-link button-main">
              {t('signIn.title')}
            </Link>
          }
        />
      ) : (
        <form noValidate onSubmit={submit} className="panel">
          <ErrorSummary errors={form.summary} attempt={form.attempt} />
          {form.summary.length === 0 && <ProblemAlert problem={reset.error} />}
          <CreditCodeField
            id={form.idOf('creditCode')}
            value={code}
            onChange={form.on('creditCode', setCode)}
            error={form.errors.creditCode}
            hint={t('signIn.codeHint')}
          />
          <SmsCodeField
            id={form.idOf('smsCode')}
            value={smsCode}
            onChange={form.on('smsCode', setSmsCode)}
            error={form.errors.smsCode}
            body={read.valid ? { purpose: 'reset-password', creditCode: read.cleaned } : null}
            onUnready={() => form.check({ creditCode: firstError(read.findings, t('code.label')) })}
          />
          <PasswordField
            id={form.idOf('password')}
            value={password}
            onChange={form.on('password', setPassword)}
            error={form.errors.password}
            fresh
          />
          <Button type="primary" size="large" htmlType="submit" loading={reset.isPending}>
            {t('reset.submit')}
          </Button>
        </form>
      )}
      <p>
        {t('reset.gone')} <Link to="/mobile-change">{t('signIn.mobile')}</Link>
      </p>
    </div>
  );
}
