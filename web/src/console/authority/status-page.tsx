import { endpoints, type StatusOverview } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go } from '../parts/place.tsx';

type Overview = z.infer<typeof StatusOverview>;
type Scope = Overview['authorities'][number];
const { status, publishCrl } = endpoints.certificates;

/** CRLs and OCSP (证书状态服务): what is published, how old it is, and what waits to be in it. */
export function StatusPage() {
  const { t } = useTranslation('console-authority');
  const local = useLocal();
  const read = useCall(status, {}, { refetchInterval: 15_000 });
  return (
    <>
      <PageTitle title={t('status.title')} lead={t('status.lead')}>
        {t('status.title')}
      </PageTitle>
      <Answered query={read}>
        {(answer) => (
          <>
            {answer.warnings.map((one) => (
              <Notice key={one.code + one.detail.zh} kind="problem" title={local(one.detail)} />
            ))}
            {answer.warnings.length === 0 && <Notice kind="good" title={t('status.fine')} />}
            <Responder of={answer} />
            {answer.authorities.map((one) => (
              <Lists key={one.authority} of={one} />
            ))}
          </>
        )}
      </Answered>
    </>
  );
}

function Responder({ of }: { readonly of: Overview }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Panel title={t('status.ocsp')}>
      <Facts
        of={[
          [
            t('status.address'),
            <span key="url" className="code">
              {of.ocsp.url}
            </span>,
          ],
          [t('status.rate'), t('status.perMinute', { count: of.ocsp.answersPerMinute })],
          [t('status.responderId'), t(`status.responder.${of.ocsp.responderId}`)],
          [
            t('status.responderCertificate'),
            of.responder ? (
              <Go key="responder" to={`/certificates/${of.responder.serial}`}>
                {of.responder.subject}
              </Go>
            ) : (
              t('status.noResponder')
            ),
          ],
          [
            t('list.until'),
            of.responder && t('status.daysLeft', { day: format.day(of.responder.ends), days: of.responder.daysLeft }),
          ],
        ]}
      />
    </Panel>
  );
}

function Lists({ of }: { readonly of: Scope }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const { staff } = useSession();
  const publish = useCommand(publishCrl, { refresh: [status] });
  const may = staff?.roles.some((role) => role === 'back-office' || role === 'administrator') ?? false;
  return (
    <Panel
      title={t('status.of', { name: of.name })}
      aside={t('status.counts', { revoked: of.revoked, suspended: of.suspended })}
    >
      {of.waiting > 0 && <Notice kind="wait" title={t('status.waiting', { count: of.waiting })} />}
      <Grid
        caption={t('status.of', { name: of.name })}
        rows={of.lists}
        keyOf={(row) => row.url}
        empty={t('status.noList')}
        columns={[
          {
            key: 'kind',
            label: t('status.kind'),
            of: (row) => (
              <>
                <a href={row.url}>{t(`status.list.${row.kind}`)}</a>
                {of.shards > 1 && <span className="small quiet block">{t('status.shard', { shard: row.shard })}</span>}
              </>
            ),
          },
          { key: 'number', label: t('status.number'), numeric: true, of: (row) => row.number },
          { key: 'entries', label: t('status.entries'), numeric: true, of: (row) => row.entries },
          { key: 'bytes', label: t('status.size'), numeric: true, of: (row) => format.bytes(row.bytes) },
          { key: 'this', label: t('status.thisUpdate'), of: (row) => format.moment(row.thisUpdate) },
          {
            key: 'next',
            label: t('status.nextUpdate'),
            of: (row) => (
              <>
                {format.moment(row.nextUpdate)}
                {row.overdue && <span className="state state-revoked">{t('status.overdue')}</span>}
              </>
            ),
          },
        ]}
      />
      <ProblemAlert problem={publish.error} />
      {publish.data && <Notice kind="good" title={t('status.asked')} live="polite" />}
      {may && (
        <Button loading={publish.isPending} onClick={() => publish.mutate({ body: { authority: of.authority } })}>
          {t('status.publish')}
        </Button>
      )}
    </Panel>
  );
}
