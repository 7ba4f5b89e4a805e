import { endpoints } from '@yinxin/contract';
import { mobile as readMobile } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { SmsCodeField } from '../parts/sms-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

const SHORTEST_PASSWORD = 10;

/** A further account with a user name, a mobile and a password of its own. */
export function AddAccount({ rule }: { readonly rule: { readonly min: number; readonly max: number } }) {
  const { t } = useTranslation('organisation');
  const firstError = useFirstError();
  const form = useFormErrors('further', ['userName', 'mobile', 'smsCode', 'password']);
  const [userName, setUserName] = useState('');
  const [mobile, setMobile] = useState('');
  const [smsCode, setSmsCode] = useState('');
  const [password, setPassword] = useState('');
  const number = readMobile(mobile);
  const add = useCommand(endpoints.accounts.add, {
    refresh: [endpoints.accounts.own],
    onSuccess: () => {
      for (const clear of [setUserName, setMobile, setSmsCode, setPassword]) clear('');
    },
  });
  const named = () => (/^[0-9a-z]+$/.test(userName) ? undefined : t('accounts.nameWrong', rule));
  const reached = () => firstError(number.findings, t('account:mobile.label'));

  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      userName: named(),
      mobile: reached(),
      smsCode: smsCode === '' ? t('account:sms.missing') : undefined,
      password:
        [...password].length < SHORTEST_PASSWORD
          ? t('account:password.short', { count: SHORTEST_PASSWORD })
          : undefined,
    });
    if (!clean) return;
    add.mutate(
      { body: { userName, mobile: number.cleaned, smsCode, password } },
      { onError: (problem) => form.refused(problem) },
    );
  }
  return (
    <Panel title={t('accounts.add')}>
      <p>{t('accounts.addWhy')}</p>
      {add.data && <Notice kind="good" title={t('accounts.added', { name: add.data.name })} live="polite" />}
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.summary.length === 0 && <ProblemAlert problem={add.error} />}
      <form noValidate onSubmit={submit} className="narrow">
        <Field
          id={form.idOf('userName')}
          label={t('account:userName.label')}
          hint={t('accounts.nameHint', rule)}
          error={form.errors.userName}
        >
          {(ids) => (
            <Input
              {...ids}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={60}
              value={userName}
              onChange={(event) => form.on('userName', setUserName)(event.target.value.trim())}
            />
          )}
        </Field>
        <MobileField
          id={form.idOf('mobile')}
          label={t('account:mobile.label')}
          value={mobile}
          onChange={form.on('mobile', setMobile)}
          error={form.errors.mobile}
        />
        <SmsCodeField
          id={form.idOf('smsCode')}
          value={smsCode}
          onChange={form.on('smsCode', setSmsCode)}
          error={form.errors.smsCode}
          body={number.valid ? { purpose: 'register', mobile: number.cleaned } : null}
          onUnready={() => form.check({ mobile: reached() })}
          mobile={number.cleaned}
        />
        <PasswordField
          id={form.idOf('password')}
          value={password}
          onChange={form.on('password', setPassword)}
          error={form.errors.password}
          fresh
        />
        <Button type="primary" size="large" htmlType="submit" loading={add.isPending}>
          {t('accounts.add')}
        </Button>
      </form>
    </Panel>
  );
}
