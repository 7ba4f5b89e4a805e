import { endpoints } from '@yinxin/contract';
import { mobile as readMobile } from '@yinxin/identifiers';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { OrganisationCodeField, readCode } from '../parts/organisation-code-field.tsx';
import { SmsCodeField } from '../parts/sms-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import type { Opened } from './branches-page.tsx';

/** The parent's code, its handler's mobile and the code sent there (BJ-28). */
export function BranchGate({ closed, onOpen }: { readonly closed: boolean; readonly onOpen: (page: Opened) => void }) {
  const { t } = useTranslation('organisation');
  const { organisation } = useSession();
  const firstError = useFirstError();
  const form = useFormErrors('branches', ['code', 'mobile', 'smsCode']);
  const [code, setCode] = useState(organisation?.creditCode ?? '');
  const [mobile, setMobile] = useState('');
  const [smsCode, setSmsCode] = useState('');
  const open = useCommand(endpoints.branches.open, { onSuccess: onOpen });
  const read = readCode(code);
  const number = readMobile(mobile);
  const found = () => ({
    code: firstError(read.findings, t('branches.parent')),
    mobile: firstError(number.findings, t('branches.mobile')),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!form.check({ ...found(), smsCode: smsCode === '' ? t('account:sms.missing') : undefined })) return;
    open.mutate(
      { body: { code: read.cleaned, mobile: number.cleaned, smsCode } },
      { onError: (problem) => form.refused(problem) },
    );
  }
  return (
    <div className="narrow">
      {closed && <Notice kind="wait" title={t('branches.closed')} live="assertive" />}
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.summary.length === 0 && <ProblemAlert problem={open.error} />}
      <form noValidate onSubmit={submit} className="panel">
        <OrganisationCodeField
          id={form.idOf('code')}
          label={t('branches.parent')}
          value={code}
          onChange={form.on('code', setCode)}
          error={form.errors.code}
        />
        <MobileField
          id={form.idOf('mobile')}
          label={t('branches.mobile')}
          hint={t('branches.mobileHint')}
          value={mobile}
          onChange={form.on('mobile', setMobile)}
          error={form.errors.mobile}
        />
        <SmsCodeField
          id={form.idOf('smsCode')}
          value={smsCode}
          onChange={form.on('smsCode', setSmsCode)}
          error={form.errors.smsCode}
          body={read.valid && number.valid ? { purpose: 'branches', code: read.cleaned, mobile: number.cleaned } : null}
          onUnready={() => form.check(found())}
          mobile={number.cleaned}
        />
        <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
          {t('branches.query')}
        </Button>
      </form>
    </div>
  );
}
