import { type ApplicationView, endpoints, type ProgrammeView } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field, NoteField } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, FileDrop, Notice, Panel, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { isAllowed, useAdoptOrder, useOrderCommand } from '../parts/use-order.ts';

const ACCEPT = ['application/pdf', 'image/jpeg', 'image/png'] as const;

/** Refund of an order that is void and paid: letter, request, and how it stands (JX-35, JX-36). */
export function RefundPanel({
  view,
  programme,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
}) {
  const { t } = useTranslation('order');
  const format = useFormat();
  const { refund } = view;
  if (!view.void || !view.payment.paidAt) return null;
  return (
    <Panel id="refund" title={t('refund.title')} aside={<span className="tag">{t(`refund.is.${refund.status}`)}</span>}>
      {refund.status !== 'none' && (
        <Facts
          of={[
            refund.requestedAt && [t('refund.requestedAt'), format.moment(refund.requestedAt)],
            [t('refund.note'), refund.note],
            [t('refund.answer'), refund.answer],
            [t('refund.letter'), refund.hasLetter ? t('refund.letterThere') : t('refund.letterMissing')],
          ]}
        />
      )}
      {refund.status === 'refused' && <Notice kind="problem" title={t('refund.refused')} />}
      {(refund.status === 'none' || refund.status === 'refused') && isAllowed(view, 'request-refund') && (
        <Request view={view} programme={programme} />
      )}
      {refund.status === 'requested' && !refund.hasLetter && <Letter view={view} />}
    </Panel>
  );
}

function Letter({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const adopt = useAdoptOrder();
  const [progress, setProgress] = useState<number | null>(null);
  const attach = useCommand(endpoints.applications.attachRefundLetter, { onSuccess: adopt, onProgress: setProgress });
  return (
    <>
      {view.refund.hasLetter && <Notice kind="good" title={t('refund.letterThere')} live="polite" />}
      <ProblemAlert problem={attach.error} />
      <FileDrop
        label={t(view.refund.hasLetter ? 'refund.replace' : 'refund.upload')}
        accept={ACCEPT}
        progress={progress}
        onFile={(file) => {
          setProgress(0);
          const sent = { name: file.name, mediaType: file.type, bytes: file };
          attach.mutate({ params: { id: view.id }, files: [sent] }, { onSettled: () => setProgress(null) });
        }}
      />
    </>
  );
}

function Request({ view, programme }: { readonly view: ApplicationView; readonly programme: ProgrammeView }) {
  const { t } = useTranslation('order');
  const [note, setNote] = useState('');
  const [account, setAccount] = useState('');
  const request = useOrderCommand();
  function submit(event: FormEvent) {
    event.preventDefault();
    const given = account.trim();
    request.mutate({
      params: { id: view.id },
      body: { command: { type: 'request-refund', note: note.trim(), ...(given ? { account: given } : {}) } },
    });
  }
  return (
    <form noValidate onSubmit={submit}>
      <p>{t('refund.text', { mailbox: programme.refundMailbox })}</p>
      <h3>{t('refund.one')}</h3>
      <p>
        <PdfLink href={`/api/applications/${view.id}/forms/refund-letter`}>{t('refund.download')}</PdfLink>
      </p>
      <h3>{t('refund.two')}</h3>
      <Letter view={view} />
      <h3 className="spaced">{t('refund.three')}</h3>
      <NoteField label={t('refund.note')} hint={t('refund.noteHint')} value={note} onChange={setNote} />
      <Field label={t('refund.account')} hint={t('refund.accountHint')} optional>
        {(ids) => (
          <Input {...ids} maxLength={200} value={account} onChange={(event) => setAccount(event.target.value)} />
        )}
      </Field>
      <ProblemAlert problem={request.error} />
      <Button type="primary" htmlType="submit" loading={request.isPending} disabled={note.trim() === ''}>
        {t('refund.submit')}
      </Button>
    </form>
  );
}
