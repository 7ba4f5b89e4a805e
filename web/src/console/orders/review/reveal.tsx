import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { Field } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Dialog } from '../../parts/dialog.tsx';

/** A masked value, with a way to see it in full: a reason is asked, and who looked is logged. */
export function Reveal({
  orderId,
  field,
  label,
  masked,
}: {
  readonly orderId: string;
  readonly field: string;
  readonly label: string;
  readonly masked: string;
}) {
  const { t } = useTranslation('console-order');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [value, setValue] = useState<string | null>(null);
  const reveal = useCommand(endpoints.consoleApplications.reveal, {
    onSuccess: (answer) => {
      setValue(answer.value);
      setAsking(false);
    },
  });
  return (
    <span className="reveal">
      <span className={value ? '' : 'masked'}>{value ?? masked}</span>
      {value ? (
        <Button size="small" type="link" onClick={() => setValue(null)}>
          {t('reveal.hide')}
        </Button>
      ) : (
        <Button size="small" type="link" aria-label={t('reveal.of', { field: label })} onClick={() => setAsking(true)}>
          {t('reveal.show')}
        </Button>
      )}
      {asking && (
        <Dialog title={t('reveal.title', { field: label })} onClose={() => setAsking(false)}>
          <p>{t('reveal.text')}</p>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              reveal.mutate({ params: { id: orderId }, body: { field, reason: reason.trim() } });
            }}
          >
            <Field label={t('reveal.reason')} hint={t('reveal.reasonHint')}>
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
            <ProblemAlert problem={reveal.error} />
            <Button type="primary" htmlType="submit" loading={reveal.isPending}>
              {t('reveal.go')}
            </Button>
          </form>
        </Dialog>
      )}
    </span>
  );
}
