import { addressOf } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Notice, PageTitle, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { DayFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { useAddress, usePageNumber } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';

/** The audit log (审计日志): who did what to what, in a chain that shows any later change. */
export function AuditPage() {
  const { t } = useTranslation('console-admin');
  const format = useFormat();
  const address = useAddress();
  const page = usePageNumber();
  const part = (name: string) => address.get(name) || undefined;
  const query = { page, q: part('q'), action: part('action'), from: part('from'), to: part('to') };
  const log = useCall(endpoints.administration.audit, { query }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('audit.title')} lead={t('audit.lead')}>
        {t('audit.title')}
      </PageTitle>
      <Verify />
      <SearchField label={t('audit.search')} hint={t('audit.searchHint')} />
      <SearchField name="action" label={t('audit.action')} hint={t('audit.actionHint')} />
      <div className="tools">
        <DayFilter name="from" label={t('audit.from')} />
        <DayFilter name="to" label={t('audit.to')} />
        <PdfLink href={addressOf(endpoints.administration.exportAudit.path, {})} download="audit.jsonl">
          {t('audit.export')}
        </PdfLink>
      </div>
      <Answered query={log}>
        {(answer) => (
          <>
            <Grid
              caption={t('audit.title')}
              rows={answer.items}
              keyOf={(row) => String(row.sequence)}
              empty={t('audit.empty')}
              columns={[
                { key: 'sequence', label: t('audit.sequence'), numeric: true, of: (row) => row.sequence },
                { key: 'at', label: t('audit.at'), of: (row) => format.moment(row.at) },
                {
                  key: 'actor',
                  label: t('audit.actor'),
                  of: (row) => (
                    <>
                      {row.actor.name !== row.actor.kind && row.actor.name}
                      <span className="block small quiet">{t(`audit.kind.${row.actor.kind}`)}</span>
                    </>
                  ),
                },
                {
                  key: 'action',
                  label: t('audit.action'),
                  of: (row) => (
                    <>
                      {t(`console-audit:${row.action}`, '')}
                      <span className="block small quiet code">{row.action}</span>
                    </>
                  ),
                },
                {
                  key: 'subject',
                  label: t('audit.subject'),
                  of: (row) => (
                    <>
                      <span className="small quiet block">
                        {t(`audit.about.${row.subject.kind}`, row.subject.kind)}
                      </span>
                      {row.subject.label}
                    </>
                  ),
                },
                {
                  key: 'details',
                  label: t('audit.details'),
                  of: (row) => (
                    <details>
                      <summary className="small">{t('audit.more')}</summary>
                      <pre className="raw">{JSON.stringify(row.details, null, 2)}</pre>
                      <p className="small quiet code hash">{row.hash}</p>
                    </details>
                  ),
                },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}

function Verify() {
  const { t } = useTranslation('console-admin');
  const verify = useCommand(endpoints.administration.verifyAudit);
  const { data } = verify;
  return (
    <div className="verify">
      <Button loading={verify.isPending} onClick={() => verify.mutate({})}>
        {t('audit.verify')}
      </Button>
      <ProblemAlert problem={verify.error} />
      {data && (
        <Notice
          kind={data.intact ? 'good' : 'problem'}
          title={
            data.intact
              ? t('audit.intact', { count: data.entries })
              : t('audit.broken', { sequence: data.firstBroken ?? 0 })
          }
          live="polite"
        >
          {data.anchoredUntil === null
            ? t('audit.notAnchored')
            : t('audit.anchored', { sequence: data.anchoredUntil, count: data.anchors })}
        </Notice>
      )}
    </div>
  );
}
