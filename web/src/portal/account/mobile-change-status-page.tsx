import { Link, useNavigate } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { cleanTypedCode } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { ClockBadge, Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { CreditCodeField } from '../parts/credit-code-field.tsx';
import { useSearchText } from '../parts/next-page.ts';

/** How a request for another mobile number stands, by its number and the credit code (JX-14). */
export function MobileChangeStatusPage() {
  const { t } = useTranslation('requests');
  const navigate = useNavigate();
  const askedNumber = useSearchText('number');
  const askedCode = useSearchText('code');
  const [number, setNumber] = useState(askedNumber);
  const [code, setCode] = useState(askedCode);
  function submit(event: FormEvent) {
    event.preventDefault();
    void navigate({
      to: '/mobile-change/status',
      search: { number: number.trim().toUpperCase(), code: cleanTypedCode(code).cleaned },
    });
  }
  return (
    <div className="narrow">
      <PageTitle title={t('status.title')}>{t('status.title')}</PageTitle>
      <form noValidate onSubmit={submit} className="panel">
        <Field label={t('status.number')} hint={t('status.numberHint')}>
          {(ids) => (
            <Input {...ids} maxLength={40} value={number} onChange={(event) => setNumber(event.target.value)} />
          )}
        </Field>
        <CreditCodeField id="status-code" value={code} onChange={setCode} />
        <Button type="primary" htmlType="submit" disabled={number.trim() === '' || code.trim() === ''}>
          {t('status.ask')}
        </Button>
      </form>
      {askedNumber && askedCode && <Status number={askedNumber} code={askedCode} />}
    </div>
  );
}

function Status({ number, code }: { readonly number: string; readonly code: string }) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const status = useCall(endpoints.requests.mobileChangeStatus, { params: { number }, query: { creditCode: code } });
  if (status.error) return <ProblemAlert problem={status.error} />;
  if (!status.data) return <p role="status">{t('common:loading')}</p>;
  const { data } = status;
  return (
    <Panel title={t('status.result')}>
      <Notice
        kind={data.status === 'approved' ? 'good' : data.status === 'open' ? 'wait' : 'problem'}
        title={t(`status.is.${data.status}`)}
        live="polite"
        action={data.status === 'approved' && <Link to="/password-reset">{t('status.reset')}</Link>}
      >
        {data.answer && <p>{data.answer}</p>}
        <ClockBadge clock={data.clock} />
      </Notice>
      <Facts
        of={[
          [
            t('status.number'),
            <span key="n" className="code">
              {data.number}
            </span>,
          ],
          [t('status.created'), format.moment(data.createdAt)],
          data.decidedAt && [t('status.decided'), format.moment(data.decidedAt)],
        ]}
      />
    </Panel>
  );
}
