import { AssistantError } from '@yinxin/assistant/client';
import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { ProductionState } from './making.ts';
import type { AssistantState } from './use-assistant.ts';

/** Gives a spoiled medium up: what was issued is revoked, the order starts again with another medium. */
export function Abandon({
  state,
  assistant,
  onDone,
}: {
  readonly state: ProductionState;
  readonly assistant: AssistantState;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('console-desks');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const abandon = useCommand(endpoints.production.abandon, {
    refresh: [endpoints.production.read, endpoints.consoleApplications.read, endpoints.production.media],
    onSuccess: () => {
      setOpen(false);
      onDone();
    },
  });
  async function go() {
    const serial = assistant.medium?.serial;
    if (serial && serial === state.mediumSerial) {
      // Marking the medium itself is a courtesy: a broken one cannot be marked, the stock knows it anyway.
      await assistant.client.spoil({ serial, reason }).catch((error: unknown) => {
        if (!(error instanceof AssistantError)) throw error;
      });
    }
    abandon.mutate({ params: { id: state.applicationId }, body: { reason: reason.trim() } });
  }
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('abandon.open')}
      </Button>
      {open && (
        <Dialog title={t('abandon.title')} onClose={() => setOpen(false)}>
          <Notice kind="wait" title={t('abandon.consequence', { serial: state.mediumSerial ?? '' })} />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void go();
            }}
          >
            <Field label={t('abandon.reason')}>
              {(ids) => (
                <Input
                  {...ids}
                  required
                  minLength={2}
                  maxLength={200}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
            <ProblemAlert problem={abandon.error} />
            <Button danger type="primary" htmlType="submit" loading={abandon.isPending}>
              {t('abandon.go')}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  );
}
