import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { isAllowed, useOrderCommand } from '../parts/use-order.ts';

/** What may be done besides the step that is due: say that the parcel came, and cancel where the programme allows it. */
export function OrderActs({ view }: { readonly view: ApplicationView }) {
  return (
    <>
      <Received view={view} />
      <Cancel view={view} />
    </>
  );
}

/** The day of receipt starts the time for a refund (PA-46); an order that is finished needs no word of it. */
function Received({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  const confirm = useOrderCommand();
  const isOn =
    view.delivery.dispatchedAt !== null &&
    view.delivery.receivedAt === null &&
    view.stage !== 'finished' &&
    view.activation.at === null;
  if (!isOn || !isAllowed(view, 'confirm-received')) return null;
  return (
    <Panel title={t('received.title')}>
      <p>{t('received.text')}</p>
      <ProblemAlert problem={confirm.error} />
      <Button
        loading={confirm.isPending}
        onClick={() => confirm.mutate({ params: { id: view.id }, body: { command: { type: 'confirm-received' } } })}
      >
        {t('received.go')}
      </Button>
    </Panel>
  );
}

function Cancel({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const cancel = useOrderCommand(() => setAsking(false));
  if (view.void || !isAllowed(view, 'cancel')) return null;
  const given = note.trim();
  return (
    <Panel title={t('cancel.title')}>
      {asking ? (
        <>
          <Notice kind="wait" title={t('cancel.sure')} live="polite">
            <p>{t(view.payment.paidAt ? 'cancel.paid' : 'cancel.unpaid')}</p>
          </Notice>
          <NoteField label={t('cancel.note')} hint={t('cancel.noteHint')} value={note} onChange={setNote} />
          <ProblemAlert problem={cancel.error} />
          <div className="buttons">
            <Button
              danger
              type="primary"
              loading={cancel.isPending}
              onClick={() =>
                cancel.mutate({
                  params: { id: view.id },
                  body: {
                    command: { type: 'cancel', ...(given ? { note: given } : {}) },
                    expectedVersion: view.version,
                  },
                })
              }
            >
              {t('cancel.yes')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('cancel.no')}</Button>
          </div>
        </>
      ) : (
        <>
          <p>{t('cancel.text')}</p>
          <Button onClick={() => setAsking(true)}>{t('cancel.go')}</Button>
        </>
      )}
    </Panel>
  );
}
