import { CEREMONY_KINDS, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field, NoteField, Select } from '../../shared/form/index.ts';
import { Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Go, oneOf, useAddress, useGo } from '../parts/place.tsx';
import { actOf, type CeremonyDraft, EMPTY_DRAFT } from './ceremony-act.ts';
import { CeremonyFields } from './ceremony-fields.tsx';
import { Consequences } from './consequences.tsx';

const { list, ceremonies, preview, propose } = endpoints.authorities;

/** Proposes a key ceremony (密钥仪式): what is to be done, what it brings with it, and why. Another administrator decides. */
export function NewCeremonyPage() {
  const { t } = useTranslation('console-authority');
  const address = useAddress();
  const go = useGo();
  const kind = oneOf(CEREMONY_KINDS, address.get('kind')) ?? 'create-issuing';
  const named = address.get('authority');
  const [draft, setDraft] = useState<CeremonyDraft>({ ...EMPTY_DRAFT, authority: named, parent: named });
  const [reason, setReason] = useState('');
  const known = useCall(list, {});
  const look = useCommand(preview);
  const send = useCommand(propose, { refresh: [ceremonies], onSuccess: () => go('/ceremonies') });
  const act = actOf(kind, draft);
  const change = (change: Partial<CeremonyDraft>) => {
    setDraft((now) => ({ ...now, ...change }));
    look.reset();
  };
  return (
    <>
      <PageTitle title={t('new.title')} lead={t('new.lead')}>
        {t('new.title')}
      </PageTitle>
      <p>
        <Go to="/ceremonies">{t('new.back')}</Go>
      </p>
      <Panel>
        <Field label={t('new.kind')} hint={t(`ceremony.about.${kind}`)}>
          {(ids) => (
            <Select
              ids={ids}
              value={kind}
              options={CEREMONY_KINDS.map((value) => ({ value, label: t(`ceremony.kind.${value}`) }))}
              onChange={(value) => {
                address.set({ kind: value });
                look.reset();
              }}
            />
          )}
        </Field>
        <Answered query={known}>
          {(answer) => <CeremonyFields kind={kind} draft={draft} authorities={answer.items} onChange={change} />}
        </Answered>
        <ProblemAlert problem={look.error} />
        {look.data ? (
          <>
            <Notice kind="wait" title={t('new.consequences')} live="polite">
              <Consequences of={look.data.consequences} />
            </Notice>
            <NoteField label={t('new.reason')} hint={t('new.reasonHint')} value={reason} onChange={setReason} />
            <ProblemAlert problem={send.error} />
            <Button
              type="primary"
              loading={send.isPending}
              disabled={reason.trim().length < 2 || act === null}
              onClick={() => {
                if (act) send.mutate({ body: { act, reason: reason.trim() } });
              }}
            >
              {t('new.propose')}
            </Button>
          </>
        ) : (
          <>
            {act === null && <p className="quiet">{t('new.incomplete')}</p>}
            <Button
              loading={look.isPending}
              disabled={act === null}
              onClick={() => {
                if (act) look.mutate({ body: { act } });
              }}
            >
              {t('new.preview')}
            </Button>
          </>
        )}
      </Panel>
    </>
  );
}
