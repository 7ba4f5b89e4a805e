import { endpoints, type ProgrammeVersionRow } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { PageTitle, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Go, useGo, useParam } from '../../parts/place.tsx';
import { DifferenceList } from './difference-list.tsx';

const { programmeEditor: api } = endpoints;

/** Every version of a programme there ever was: by whom, why, what it changed, and how to bring it back. */
export function VersionsPage() {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const programme = useParam('programme');
  const versions = useCall(api.versions, { params: { programme } }, { staleTime: 0 });
  return (
    <Answered query={versions}>
      {({ name, items }) => (
        <>
          <PageTitle
            title={t('history.title', { name: local(name) })}
            lead={t('history.lead')}
            above={<Go to={`/programmes/${programme}`}>{local(name)}</Go>}
          >
            {t('history.title', { name: local(name) })}
          </PageTitle>
          {items.map((row, at) => (
            <Version key={row.version} programme={programme} row={row} isNewest={at === 0} />
          ))}
        </>
      )}
    </Answered>
  );
}

interface VersionProps {
  readonly programme: string;
  readonly row: z.infer<typeof ProgrammeVersionRow>;
  readonly isNewest: boolean;
}

function Version({ programme, row, isNewest }: VersionProps) {
  const { t } = useTranslation('console-programmes');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const isRelease = row.origin === 'release';
  const by = { by: row.publishedBy, drafter: row.draftedBy, at: format.moment(row.publishedAt) };
  return (
    <Panel
      title={
        <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('numbered', { version: row.version })}
        </button>
      }
      aside={isNewest && <span className="tag">{t('history.inForce')}</span>}
    >
      <p>
        {isRelease ? t('history.release', { at: by.at }) : t('history.published', by)}
        {row.setAside && <b className="block">{t('history.setAside')}</b>}
      </p>
      {row.reason && <p>{t('history.reason', { reason: row.reason })}</p>}
      <p className="small quiet">{t('runningKeep', { count: row.orders, version: row.version })}</p>
      {isOpen && <Changes programme={programme} version={row.version} />}
      {!isNewest && <Restore programme={programme} version={row.version} />}
    </Panel>
  );
}

function Changes({ programme, version }: { readonly programme: string; readonly version: number }) {
  const changes = useCall(api.version, { params: { programme, version } });
  return <Answered query={changes}>{({ differences }) => <DifferenceList items={differences} />}</Answered>;
}

function Restore({ programme, version }: { readonly programme: string; readonly version: number }) {
  const { t } = useTranslation('console-programmes');
  const { staff } = useSession();
  const go = useGo();
  const draft = useCall(api.draft, { params: { programme } });
  const restore = useCommand(api.restore, {
    refresh: [api.draft, api.programmes],
    onSuccess: () => go(`/programmes/${programme}?section=review`),
  });
  const role = staff?.roles.includes('administrator') ? null : t('role');
  const open = draft.data && draft.data.revision > 0 ? t('history.replaces') : null;
  const body = { revision: draft.data?.revision ?? 0, reason: t('history.again', { version }) };
  return (
    <>
      <ProblemAlert problem={restore.error} />
      <Act
        small
        why={role}
        loading={restore.isPending}
        onClick={() => restore.mutate({ params: { programme, version }, body })}
      >
        {t('history.restore', { version })}
      </Act>
      {open && <p className="small quiet">{open}</p>}
    </>
  );
}
