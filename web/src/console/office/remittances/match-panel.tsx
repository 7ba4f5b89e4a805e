import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { Field, NoteField, Select } from '../../../shared/form/index.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { AFTER_MONEY } from './refresh.ts';
import type { Remittance } from './remittance-page.tsx';
import { TextField } from './text-field.tsx';
import { whoseOf } from './whose.ts';

const CHANNELS = ['fax', 'upload', 'post'] as const;
const PAPERS = ['slip', 'purpose'] as const;

/** Says whose money it is; a third party's slip and statement of purpose are recorded as they arrive (IT-30). */
export function MatchPanel({ remittance }: { readonly remittance: Remittance }) {
  const { t } = useTranslation('console-remittances');
  const [typed, setTyped] = useState('');
  const match = useCommand(endpoints.remittances.match, { refresh: AFTER_MONEY, onSuccess: () => setTyped('') });
  const params = { id: remittance.id };
  const give = () => {
    if (typed.trim()) match.mutate({ params, body: { whose: whoseOf(typed) } });
  };
  return (
    <>
      {remittance.organisation && remittance.thirdParty && <Papers remittance={remittance} />}
      <Panel
        title={remittance.organisation ? t('match.otherTitle') : t('match.title')}
        tone={remittance.organisation ? 'plain' : 'act'}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            give();
          }}
        >
          <TextField label={t('whose')} hint={t('whoseHint')} value={typed} code onChange={setTyped} />
          <ProblemAlert problem={match.error} />
          <Act
            primary={!remittance.organisation}
            why={typed.trim() ? null : t('match.incomplete')}
            loading={match.isPending}
            onClick={give}
          >
            {remittance.organisation ? t('match.again') : t('match.go')}
          </Act>
        </form>
      </Panel>
    </>
  );
}

function Papers({ remittance }: { readonly remittance: Remittance }) {
  const { t } = useTranslation('console-remittances');
  const [channel, setChannel] = useState('fax');
  const [note, setNote] = useState('');
  const record = useCommand(endpoints.remittances.recordPaper, { refresh: AFTER_MONEY, onSuccess: () => setNote('') });
  const by = CHANNELS.find((one) => one === channel) ?? 'fax';
  return (
    <Panel title={t('papers.title')} tone="act">
      <p className="quiet">{t('papers.text')}</p>
      <Field label={t('papers.channel')}>
        {(ids) => (
          <Select
            ids={ids}
            value={channel}
            options={CHANNELS.map((value) => ({ value, label: t(`papers.of.${value}`) }))}
            onChange={setChannel}
          />
        )}
      </Field>
      <NoteField label={t('papers.note')} optional value={note} onChange={setNote} />
      <ProblemAlert problem={record.error} />
      <div className="buttons">
        {PAPERS.map((paper) => (
          <Act
            key={paper}
            why={remittance[paper] ? t('papers.there') : null}
            loading={record.isPending}
            onClick={() => record.mutate({ params: { id: remittance.id }, body: { paper, channel: by, note } })}
          >
            {t(`papers.record.${paper}`)}
          </Act>
        ))}
      </div>
    </Panel>
  );
}
