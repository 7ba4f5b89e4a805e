import { type CeremonyView, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { NoteField } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Go } from '../parts/place.tsx';
import { Consequences } from './consequences.tsx';

type Ceremony = z.infer<typeof CeremonyView>;
const { ceremonies, list, detail, decide, run } = endpoints.authorities;
const refresh = [ceremonies, list, detail];

/** One ceremony: what, why, by whom, what it brings with it, and its decision. */
export function CeremonyCard({ ceremony }: { readonly ceremony: Ceremony }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Panel title={t(`ceremony.kind.${ceremony.act.kind}`)} aside={t(`ceremony.of.${ceremony.status}`)}>
      <div className="beside">
        <Facts
          of={[
            ...partsOf(ceremony).map(
              ([name, value]) => [t(`field.${name}`), name === 'algorithm' ? t(`algorithm.${value}`) : value] as const,
            ),
            [t('new.reason'), ceremony.reason],
            [t('ceremony.proposedBy'), `${ceremony.proposedBy} · ${format.moment(ceremony.proposedAt)}`],
            [
              t('ceremony.decidedBy'),
              ceremony.decidedBy &&
                `${ceremony.decidedBy} · ${ceremony.decidedAt ? format.moment(ceremony.decidedAt) : ''}`,
            ],
            [t('ceremony.note'), ceremony.note],
            [t('ceremony.doneAt'), ceremony.doneAt && format.moment(ceremony.doneAt)],
            [
              t('ceremony.result'),
              ceremony.authority && <Go to={`/authorities/${ceremony.authority}`}>{ceremony.authority}</Go>,
            ],
          ]}
        />
        <div>
          <h3>{t('new.consequences')}</h3>
          <Consequences of={ceremony.consequences} />
        </div>
      </div>
      {ceremony.status === 'proposed' && <Decision ceremony={ceremony} />}
      {ceremony.status === 'approved' && <Waiting ceremony={ceremony} />}
    </Panel>
  );
}

/** The parts of an act as label and value; texts of certificates are left out. */
function partsOf({ act }: Ceremony): [string, string][] {
  const parts: [string, string][] = [];
  for (const [name, value] of Object.entries(act)) {
    if (name === 'kind' || name === 'certificate' || name === 'chain' || name === 'request' || name === 'operators')
      continue;
    if (name === 'subject' && typeof value === 'object' && 'commonName' in value)
      parts.push(['organisation', value.organisation], ['commonName', value.commonName]);
    else if (name === 'profiles') parts.push(['profile', Array.isArray(value) ? value.join(' · ') : '']);
    else if (name === 'reason') parts.push(['retireReason', String(value)]);
    else parts.push([name, String(value)]);
  }
  return parts;
}

function Decision({ ceremony }: { readonly ceremony: Ceremony }) {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const [note, setNote] = useState('');
  const command = useCommand(decide, { refresh });
  const may = staff?.roles.includes('administrator') ?? false;
  const why = !may ? t('ceremony.role') : ceremony.isOwn ? t('ceremony.own') : null;
  const give = (decision: 'approve' | 'refuse') =>
    command.mutate({ params: { id: ceremony.id }, body: { decision, note: note.trim() } });
  return (
    <div className="inner">
      <NoteField label={t('ceremony.note')} optional value={note} onChange={setNote} />
      <ProblemAlert problem={command.error} />
      <div className="buttons">
        <Act primary why={why} loading={command.isPending} onClick={() => give('approve')}>
          {t('ceremony.approve')}
        </Act>
        <Act danger why={why} quietWhy loading={command.isPending} onClick={() => give('refuse')}>
          {t('ceremony.refuse')}
        </Act>
      </div>
    </div>
  );
}

function Waiting({ ceremony }: { readonly ceremony: Ceremony }) {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const command = useCommand(run, { refresh });
  return (
    <Notice
      kind="wait"
      title={t('ceremony.waiting')}
      action={
        staff?.roles.includes('administrator') && (
          <Button loading={command.isPending} onClick={() => command.mutate({ params: { id: ceremony.id } })}>
            {t('ceremony.run')}
          </Button>
        )
      }
    >
      {ceremony.problem && <p>{t(`problem.${ceremony.problem}`, t('ceremony.code', { code: ceremony.problem }))}</p>}
      <ProblemAlert problem={command.error} />
    </Notice>
  );
}
