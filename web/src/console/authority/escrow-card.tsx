import { type EscrowRequestView, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { NoteField } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Go } from '../parts/place.tsx';
import { saveText } from './save-text.ts';

type Request = z.infer<typeof EscrowRequestView>;
const { list, decide, withdraw, fetch: fetchEnvelope } = endpoints.escrow;
const refresh = [list];

/** One request for an escrowed key: on what grounds, for whom, who agreed, and what may be done with it now. */
export function EscrowCard({ request }: { readonly request: Request }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const { recipient } = request;
  return (
    <Panel title={request.subject} aside={t(`escrow.of.${request.status}`)}>
      <Facts
        of={[
          [
            t('detail.serial'),
            <Go key="serial" to={`/certificates/${request.serial}`} className="code">
              {request.serial}
            </Go>,
          ],
          [t('escrow.order'), request.applicationNumber],
          [t('escrow.reason'), request.reason],
          [t('escrow.basis'), request.legalBasis],
          [
            t('escrow.recipient'),
            recipient.certificateSubject ? `${recipient.name} (${recipient.certificateSubject})` : recipient.name,
          ],
          [
            t('escrow.fingerprint'),
            <span key="print" className="code hash">
              {recipient.keyFingerprint}
            </span>,
          ],
          [t('ceremony.proposedBy'), `${request.requestedBy} · ${format.moment(request.requestedAt)}`],
          [t('escrow.expires'), format.moment(request.expiresAt)],
          [
            t('escrow.fetched'),
            request.fetchedBy && `${request.fetchedBy} · ${request.fetchedAt ? format.moment(request.fetchedAt) : ''}`,
          ],
        ]}
      />
      <h3>
        {t('escrow.approvals', {
          given: request.decisions.filter((one) => one.decision === 'approve').length,
          needed: request.approvalsNeeded,
        })}
      </h3>
      <ul className="log">
        {request.decisions.map((one) => (
          <li key={one.at + one.by}>
            {t(`escrow.decision.${one.decision}`)} · {one.by} · {format.moment(one.at)}
            <span className="small block">{one.note}</span>
          </li>
        ))}
      </ul>
      <Acts request={request} />
    </Panel>
  );
}

function Acts({ request }: { readonly request: Request }) {
  const { t } = useTranslation('console-authority');
  const [note, setNote] = useState('');
  const decision = useCommand(decide, { refresh });
  const taken = useCommand(withdraw, { refresh });
  const handed = useCommand(fetchEnvelope, {
    refresh,
    onSuccess: ({ envelopedKey, certificate }) => {
      saveText(`${request.serial}-envelope.b64`, envelopedKey);
      saveText(`${request.serial}.pem`, certificate);
    },
  });
  const params = { id: request.id };
  const may = (act: Request['may'][number]) => request.may.includes(act);
  const give = (choice: 'approve' | 'refuse') =>
    decision.mutate({ params, body: { decision: choice, note: note.trim() } });
  return (
    <>
      {handed.data && (
        <Notice kind="good" title={t('escrow.handed')} live="polite">
          <pre className="raw">{handed.data.envelopedKey}</pre>
        </Notice>
      )}
      {(may('approve') || may('refuse')) && (
        <NoteField label={t('ceremony.note')} hint={t('escrow.noteHint')} value={note} onChange={setNote} />
      )}
      <ProblemAlert problem={decision.error ?? taken.error ?? handed.error} />
      <div className="buttons">
        {may('approve') && (
          <Button
            type="primary"
            disabled={note.trim().length < 2}
            loading={decision.isPending}
            onClick={() => give('approve')}
          >
            {t('ceremony.approve')}
          </Button>
        )}
        {may('refuse') && (
          <Button danger disabled={note.trim().length < 2} loading={decision.isPending} onClick={() => give('refuse')}>
            {t('ceremony.refuse')}
          </Button>
        )}
        {may('fetch') && (
          <Button type="primary" loading={handed.isPending} onClick={() => handed.mutate({ params })}>
            {t('escrow.fetch')}
          </Button>
        )}
        {may('withdraw') && (
          <Button loading={taken.isPending} onClick={() => taken.mutate({ params })}>
            {t('escrow.withdraw')}
          </Button>
        )}
      </div>
    </>
  );
}
