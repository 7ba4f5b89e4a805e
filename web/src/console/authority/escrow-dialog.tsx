import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';

const EMPTY = { serial: '', reason: '', legalBasis: '', recipientName: '', recipient: '' };
const LONG: readonly string[] = ['reason', 'legalBasis', 'recipient'];

/** Enters a request for an escrowed key on behalf of an authorised third party. */
export function EscrowDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('console-authority');
  const [draft, setDraft] = useState(EMPTY);
  const ask = useCommand(endpoints.escrow.request, { refresh: [endpoints.escrow.list] });
  const { serial, reason, legalBasis, recipientName } = draft;
  const recipient = draft.recipient.trim();
  const complete = Object.values(draft).every((one) => one.trim().length >= 2);
  return (
    <Dialog title={t('escrow.ask')} onClose={onClose} wide>
      {ask.data ? (
        <Notice kind="good" title={t('escrow.asked', { count: ask.data.approvalsNeeded })} live="polite" />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!complete) return;
            const of = recipient.includes('-----BEGIN')
              ? ({ kind: 'certificate', pem: recipient } as const)
              : ({ kind: 'key', publicKey: recipient.replace(/\s/g, '') } as const);
            ask.mutate({ body: { serial: serial.trim(), reason, legalBasis, recipientName, recipient: of } });
          }}
        >
          <Notice kind="wait" title={t('escrow.before')} />
          {(Object.keys(EMPTY) as (keyof typeof EMPTY)[]).map((name) => (
            <Field key={name} label={t(`escrow.field.${name}`)} hint={t(`escrow.hint.${name}`)}>
              {(ids) =>
                LONG.includes(name) ? (
                  <Input.TextArea
                    {...ids}
                    rows={name === 'recipient' ? 5 : 2}
                    maxLength={name === 'recipient' ? 20_000 : 1000}
                    value={draft[name]}
                    onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
                  />
                ) : (
                  <Input
                    {...ids}
                    maxLength={200}
                    autoComplete="off"
                    value={draft[name]}
                    onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
                  />
                )
              }
            </Field>
          ))}
          <ProblemAlert problem={ask.error} />
          <Button type="primary" htmlType="submit" disabled={!complete} loading={ask.isPending}>
            {t('escrow.send')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
