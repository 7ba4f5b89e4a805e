import { endpoints, REVOCATION_REASONS } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field, RadioGroup } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { Certificate } from './certificate-card.tsx';

/** Asks for a revocation after reading what it breaks; another person decides. */
export function RevocationDialog({
  certificate,
  onClose,
}: {
  readonly certificate: Certificate;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-office');
  const [reason, setReason] = useState<(typeof REVOCATION_REASONS)[number] | null>(null);
  const [note, setNote] = useState('');
  const ask = useCommand(endpoints.certificates.requestRevocation, {
    refresh: [endpoints.certificates.revocationRequests],
  });
  const complete = reason !== null && note.trim().length >= 2;
  return (
    <Dialog title={t('revoke.ask')} onClose={onClose} wide>
      {ask.data ? (
        <Notice kind="good" title={t('revoke.asked')} live="polite" />
      ) : (
        <>
          <Notice kind="wait" title={t('revoke.before', { subject: certificate.subject })}>
            <ul>
              <li>{t('revoke.breaks.both', { medium: certificate.mediumSerial ?? '' })}</li>
              <li>{t('revoke.breaks.login')}</li>
              <li>{t('revoke.breaks.forever')}</li>
            </ul>
          </Notice>
          <RadioGroup
            legend={t('revoke.reason')}
            name="revocation"
            value={reason}
            onChange={setReason}
            options={REVOCATION_REASONS.map((value) => ({ value, label: t(`revoke.reasons.${value}`) }))}
          />
          <Field label={t('note')}>
            {(ids) => (
              <Input.TextArea
                {...ids}
                rows={2}
                maxLength={500}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <ProblemAlert problem={ask.error} />
          <Button
            danger
            type="primary"
            disabled={!complete}
            loading={ask.isPending}
            onClick={() => {
              if (reason) ask.mutate({ body: { serial: certificate.serial, reason, note: note.trim() } });
            }}
          >
            {t('revoke.askGo')}
          </Button>
        </>
      )}
    </Dialog>
  );
}
