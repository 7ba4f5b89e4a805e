import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { ProblemAlert } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { Batch, BatchItem } from './batch-steps.ts';

/** Sets an order aside with its reason; the batch goes on with the next. */
export function SetAside({ batch, item }: { readonly batch: Batch; readonly item: BatchItem }) {
  const { t } = useTranslation('console-production');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const aside = useCommand(endpoints.productionBatches.setAside, {
    refresh: [endpoints.productionBatches.read],
    onSuccess: () => {
      setOpen(false);
      setReason('');
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('desk.aside')}</Button>
      {open && (
        <Dialog title={t('desk.asideTitle', { number: item.number })} onClose={() => setOpen(false)}>
          <p>{t('desk.asideText')}</p>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              aside.mutate({
                params: { id: batch.id, application: item.applicationId },
                body: { reason: reason.trim() },
              });
            }}
          >
            <Field label={t('desk.reason')}>
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
            <ProblemAlert problem={aside.error} />
            <Button type="primary" htmlType="submit" loading={aside.isPending}>
              {t('desk.asideGo')}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  );
}
