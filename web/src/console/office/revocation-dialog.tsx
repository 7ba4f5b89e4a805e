import { endpoints, REVOCATION_REASONS, STATUS_ACTS } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { NoteField, RadioGroup } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Dialog } from '../parts/dialog.tsx';
import type { Certificate } from './certificate-card.tsx';
import { StatusConsequences } from './status-consequences.tsx';

type Act = (typeof STATUS_ACTS)[number];

/** What may be asked for a certificate as it is now. */
function actsFor(status: Certificate['status']): readonly Act[] {
  return STATUS_ACTS.filter((act) => (status === 'suspended' ? act !== 'suspend' : act !== 'resume'));
}

/** Asks to revoke, suspend or resume after reading what that touches; another person decides. */
export function RevocationDialog({
  certificate,
  onClose,
}: {
  readonly certificate: Certificate;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-office');
  const { requestRevocation, revocationRequests, consequences, detail } = endpoints.certificates;
  const [act, setAct] = useState<Act>('revoke');
  const [reason, setReason] = useState<(typeof REVOCATION_REASONS)[number] | null>(null);
  const [note, setNote] = useState('');
  const { serial } = certificate;
  const touched = useCall(consequences, { params: { serial }, query: { act } });
  const ask = useCommand(requestRevocation, { refresh: [revocationRequests, detail] });
  const complete = (act !== 'revoke' || reason !== null) && note.trim().length >= 2 && touched.data?.barred === null;
  return (
    <Dialog title={t('revoke.ask')} onClose={onClose} wide>
      {ask.data ? (
        <Notice kind="good" title={t('revoke.asked')} live="polite" />
      ) : (
        <>
          <RadioGroup
            legend={t('revoke.act')}
            name="act"
            value={act}
            onChange={setAct}
            options={actsFor(certificate.status).map((value) => ({
              value,
              label: t(`revoke.acts.${value}`),
              hint: t(`revoke.about.${value}`),
            }))}
          />
          <Answered query={touched}>{(answer) => <StatusConsequences of={answer} />}</Answered>
          {act === 'revoke' && (
            <RadioGroup
              legend={t('revoke.reason')}
              name="revocation"
              value={reason}
              onChange={setReason}
              options={REVOCATION_REASONS.map((value) => ({ value, label: t(`revoke.reasons.${value}`) }))}
            />
          )}
          <NoteField label={t('note')} value={note} onChange={setNote} />
          <ProblemAlert problem={ask.error} />
          <Button
            danger
            type="primary"
            disabled={!complete}
            loading={ask.isPending}
            onClick={() =>
              ask.mutate({
                body: { serial, act, ...(act === 'revoke' && reason ? { reason } : {}), note: note.trim() },
              })
            }
          >
            {t(`revoke.go.${act}`)}
          </Button>
        </>
      )}
    </Dialog>
  );
}
