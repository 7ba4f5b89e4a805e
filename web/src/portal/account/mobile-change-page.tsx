import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { creditCode, personName, mobile as readMobile } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field, RadioGroup } from '../../shared/form/index.ts';
import { ClockBadge, Notice, PageTitle, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { CreditCodeField } from '../parts/credit-code-field.tsx';
import { useFirstError } from '../parts/findings.tsx';
import { MobileField } from '../parts/mobile-field.tsx';
import { ProofFiles } from '../parts/proof-files.tsx';
import { SmsCodeField } from '../parts/sms-code-field.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

const REASONS = ['number-cancelled', 'registrant-left', 'other'] as const;
type Reason = (typeof REASONS)[number];
const FIELDS = ['creditCode', 'newMobile', 'smsCode', 'contactName', 'reason', 'files'] as const;

/** A change of the registered mobile for those who cannot sign in any more (JX-14). */
export function MobileChangePage() {
  const { t } = useTranslation('requests');
  const firstError = useFirstError();
  const form = useFormErrors('mobile', FIELDS);
  const [code, setCode] = useState('');
  const [mobile, setMobile] = useState('');
  const [smsCode, setSmsCode] = useState('');
  const [contactName, setContactName] = useState('');
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [progress, setProgress] = useState<number | null>(null);
  const read = creditCode.explain(code);
  const number = readMobile(mobile);
  const name = personName.normalise(contactName);
  const open = useCommand(endpoints.requests.openMobileChange, { onProgress: setProgress });

  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      creditCode: firstError(read.findings, t('account:code.label')),
      newMobile: firstError(number.findings, t('mobile.new')),
      smsCode: smsCode === '' ? t('account:sms.missing') : undefined,
      contactName: firstError(name.findings, t('mobile.contact')),
      reason: reason === null ? t('mobile.reasonMissing') : undefined,
      files: files.length === 0 ? t('mobile.filesMissing') : undefined,
    });
    if (!clean || reason === null) return;
    const body = {
      creditCode: read.cleaned,
      newMobile: number.cleaned,
      smsCode,
      contactName: name.cleaned,
      reason,
      note,
    };
    open.mutate(
      { body, files: files.map((file) => ({ name: file.name, mediaType: file.type, bytes: file })) },
      { onError: (problem) => form.refused(problem), onSettled: () => setProgress(null) },
    );
  }
  if (open.data) {
    return (
      <div className="narrow">
        <PageTitle title={t('mobile.doneTitle')}>{t('mobile.doneTitle')}</PageTitle>
        <Notice kind="good" title={t('mobile.done')} live="assertive">
          <p className="big-number code">{open.data.number}</p>
          <p>{t('mobile.keep')}</p>
          <ClockBadge clock={open.data.clock} />
        </Notice>
        <Link to="/mobile-change/status" search={{ number: open.data.number, code: read.cleaned }}>
          {t('mobile.status')}
        </Link>
      </div>
    );
  }
  const query = read.valid ? `?creditCode=${encodeURIComponent(read.cleaned)}` : '';
  return (
    <div className="narrow">
      <PageTitle title={t('mobile.title')} lead={t('mobile.lead')}>
        {t('mobile.title')}
      </PageTitle>
      <p>
        <Link to="/mobile-change/status">{t('mobile.status')}</Link>
      </p>
      <form noValidate onSubmit={submit} className="panel">
        <ErrorSummary errors={form.summary} attempt={form.attempt} />
        {form.summary.length === 0 && <ProblemAlert problem={open.error} />}
        <CreditCodeField
          id={form.idOf('creditCode')}
          value={code}
          onChange={form.on('creditCode', setCode)}
          error={form.errors.creditCode}
        />
        <MobileField
          id={form.idOf('newMobile')}
          label={t('mobile.new')}
          value={mobile}
          onChange={form.on('newMobile', setMobile)}
          error={form.errors.newMobile}
        />
        <SmsCodeField
          id={form.idOf('smsCode')}
          value={smsCode}
          onChange={form.on('smsCode', setSmsCode)}
          error={form.errors.smsCode}
          body={number.valid ? { purpose: 'change-mobile', mobile: number.cleaned } : null}
          onUnready={() => form.check({ newMobile: firstError(number.findings, t('mobile.new')) })}
          mobile={number.cleaned}
        />
        <Field id={form.idOf('contactName')} label={t('mobile.contact')} error={form.errors.contactName}>
          {(ids) => (
            <Input
              {...ids}
              autoComplete="name"
              maxLength={60}
              value={contactName}
              onChange={(event) => form.on('contactName', setContactName)(event.target.value)}
            />
          )}
        </Field>
        <div id={form.idOf('reason')} tabIndex={-1} className={form.errors.reason ? 'field-wrong' : undefined}>
          <RadioGroup
            legend={t('mobile.reason')}
            name="reason"
            value={reason}
            onChange={form.on('reason', setReason)}
            options={REASONS.map((one) => ({ value: one, label: t(`mobile.reasons.${one}`) }))}
          />
          {form.errors.reason && <p className="field-error">{form.errors.reason}</p>}
        </div>
        <Field label={t('mobile.note')} optional>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={3}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <h2>{t('mobile.proofs')}</h2>
        <ol>
          <li>
            {t('mobile.proofForm')} <PdfLink href={`/api/forms/mobile-change${query}`}>{t('mobile.download')}</PdfLink>
          </li>
          <li>{t('mobile.proofLicence')}</li>
        </ol>
        <ProofFiles
          id={form.idOf('files')}
          files={files}
          onChange={form.on('files', setFiles)}
          progress={open.isPending ? (progress ?? 0) : null}
          error={form.errors.files}
        />
        <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
          {t('mobile.submit')}
        </Button>
      </form>
    </div>
  );
}
