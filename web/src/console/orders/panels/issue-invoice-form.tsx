import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { Field } from '../../../shared/form/index.ts';
import { FileDrop, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';

const NUMBER = /^\d{8,20}$/;

/** Uploads the e-invoice with its number; the applicant can download it from then on. */
export function IssueInvoiceForm({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [number, setNumber] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const refusal = useRefusal(order.actions);
  const issue = useCommand(endpoints.consoleApplications.issueInvoice, {
    refresh: [endpoints.consoleApplications.read, endpoints.consoleApplications.queues],
    onProgress: setShare,
  });
  const missing = NUMBER.test(number) && file ? null : t('invoice.issueIncomplete');
  return (
    <div className="inner">
      <h3>{t('invoice.issue')}</h3>
      <Field label={t('invoice.number')} hint={t('invoice.numberHint')}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            inputMode="numeric"
            maxLength={20}
            value={number}
            onChange={(event) => setNumber(event.target.value.trim())}
          />
        )}
      </Field>
      <FileDrop
        label={t('invoice.file')}
        accept={['application/pdf']}
        onFile={setFile}
        chosen={file?.name ?? null}
        progress={issue.isPending ? share : null}
      />
      <ProblemAlert problem={issue.error} />
      <div className="buttons">
        <Act
          primary
          why={refusal('invoice-issued') ?? missing}
          loading={issue.isPending}
          onClick={() => {
            if (!file) return;
            issue.mutate({
              params: { id: order.id },
              body: { number },
              files: [{ name: file.name, mediaType: 'application/pdf', bytes: file }],
            });
          }}
        >
          {t('invoice.issueGo')}
        </Act>
      </div>
    </div>
  );
}
