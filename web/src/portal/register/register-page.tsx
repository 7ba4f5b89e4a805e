import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { creditCode, mobile as mobileNumber, organisationName } from '@yinxin/identifiers';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useCommand } from '../../shared/api/index.ts';
import { ErrorSummary } from '../../shared/form/index.ts';
import { keep, REGISTRATION, Registration, useKept } from '../../shared/kept.ts';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession } from '../../shared/session/index.tsx';
import { AlreadyRegistered } from '../account/already-registered.tsx';
import { CreditCodeField } from '../parts/credit-code-field.tsx';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { useNextPage } from '../parts/next-page.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { SHORTEST_PASSWORD } from '../parts/password-strength.ts';
import { SmsCodeField } from '../parts/sms-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useLeaveWhenSignedIn } from '../parts/use-leave-when-signed-in.ts';
import { NameField } from './name-field.tsx';

const FIELDS = ['creditCode', 'confirmedCreditCode', 'name', 'mobile', 'smsCode', 'password', 'acceptTerms'] as const;

/** Registration of an organisation (JX-01 … JX-04, JX-07, JX-10). */
export function RegisterPage() {
  const { t } = useTranslation('account');
  const adopt = useAdoptSession();
  useLeaveWhenSignedIn(useNextPage('/orders'));
  const firstError = useFirstError();
  const form = useFormErrors('register', FIELDS);
  const [kept, setKept] = useKept(REGISTRATION, Registration, { creditCode: '', name: '', mobile: '' });
  const { creditCode: code, name, mobile } = kept;
  const setCode = (value: string) => setKept((former) => ({ ...former, creditCode: value }));
  const setName = (value: string) => setKept((former) => ({ ...former, name: value }));
  const setMobile = (value: string) => setKept((former) => ({ ...former, mobile: value }));
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const [smsCode, setSmsCode] = useState('');
  const [password, setPassword] = useState('');
  const [terms, setTerms] = useState(false);
  const readCode = creditCode.explain(code);
  const readMobile = mobileNumber(mobile);
  const readName = organisationName.normalise(name);
  const isConfirmed = confirmed !== null && confirmed === readCode.cleaned;

  const register = useCommand(endpoints.session.register, {
    onSuccess: (answer) => {
      keep(REGISTRATION, null);
      adopt(answer);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      creditCode: firstError(readCode.findings, t('code.label')),
      confirmedCreditCode: readCode.valid && !isConfirmed ? t('code.confirmError') : undefined,
      name: firstError(readName.findings, t('name.label')),
      mobile: firstError(readMobile.findings, t('mobile.label')),
      smsCode: smsCode === '' ? t('sms.missing') : undefined,
      password:
        [...password].length < SHORTEST_PASSWORD ? t('password.short', { count: SHORTEST_PASSWORD }) : undefined,
      acceptTerms: terms ? undefined : t('terms.error'),
    });
    if (!clean || confirmed === null) return;
    const body = {
      creditCode: readCode.cleaned,
      confirmedCreditCode: confirmed,
      name: readName.cleaned,
      mobile: readMobile.cleaned,
      smsCode,
      password,
      acceptTerms: true as const,
    };
    register.mutate({ body }, { onError: (problem) => form.refused(problem) });
  }
  const known = isAlreadyRegistered(codeOf(register.error));
  return (
    <div className="narrow">
      <PageTitle title={t('register.title')} lead={t('register.lead')}>
        {t('register.title')}
      </PageTitle>
      {known ? (
        <AlreadyRegistered code={readCode.cleaned} />
      ) : (
        <>
          <ErrorSummary errors={form.summary} attempt={form.attempt} />
          {form.summary.length === 0 && <ProblemAlert problem={register.error} />}
        </>
      )}
      <form noValidate onSubmit={submit} className="panel">
        <CreditCodeField
          id={form.idOf('creditCode')}
          value={code}
          onChange={form.on('creditCode', setCode)}
          error={form.errors.creditCode}
        />
        {readCode.valid && (
          <div className={form.errors.confirmedCreditCode ? 'field field-wrong' : 'field'}>
            <label className="check">
              <input
                id={form.idOf('confirmedCreditCode')}
                type="checkbox"
                checked={isConfirmed}
                onChange={(event) =>
                  form.on('confirmedCreditCode', setConfirmed)(event.target.checked ? readCode.cleaned : null)
                }
              />
              <span>
                {t('code.confirm', { code: creditCode.group(readCode.cleaned) })}
                <span className="radio-hint">{t('code.confirmHint')}</span>
              </span>
            </label>
            {form.errors.confirmedCreditCode && <p className="field-error">{form.errors.confirmedCreditCode}</p>}
          </div>
        )}
        <NameField
          id={form.idOf('name')}
          value={name}
          onChange={form.on('name', setName)}
          creditCode={readCode.valid ? readCode.cleaned : null}
          error={form.errors.name}
        />
        <MobileField
          id={form.idOf('mobile')}
          label={t('mobile.label')}
          hint={t('mobile.hint')}
          value={mobile}
          onChange={form.on('mobile', setMobile)}
          error={form.errors.mobile}
        />
        <SmsCodeField
          id={form.idOf('smsCode')}
          value={smsCode}
          onChange={form.on('smsCode', setSmsCode)}
          error={form.errors.smsCode}
          body={readMobile.valid ? { purpose: 'register', mobile: readMobile.cleaned } : null}
          onUnready={() => form.check({ mobile: firstError(readMobile.findings, t('mobile.label')) })}
          mobile={readMobile.cleaned}
        />
        <PasswordField
          id={form.idOf('password')}
          value={password}
          onChange={form.on('password', setPassword)}
          error={form.errors.password}
          fresh
        />
        <div className={form.errors.acceptTerms ? 'field field-wrong' : 'field'}>
          <label className="check">
            <input
              id={form.idOf('acceptTerms')}
              type="checkbox"
              checked={terms}
              onChange={(event) => form.on('acceptTerms', setTerms)(event.target.checked)}
            />
            <span>{t('terms.accept')}</span>
          </label>
          <details>
            <summary>{t('terms.read')}</summary>
            <ul>
              <li>{t('terms.one')}</li>
              <li>{t('terms.two')}</li>
              <li>{t('terms.three')}</li>
            </ul>
          </details>
          {form.errors.acceptTerms && <p className="field-error">{form.errors.acceptTerms}</p>}
        </div>
        <div className="buttons">
          <Button type="primary" size="large" htmlType="submit" loading={register.isPending}>
            {t('register.submit')}
          </Button>
          <Link to="/sign-in">{t('register.haveAccount')}</Link>
        </div>
      </form>
    </div>
  );
}

/** JX-10 */
function isAlreadyRegistered(code: string | null): boolean {
  return code === 'USER_ALREADY_EXISTS';
}
