import { endpoints, type RevocationRequestView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { EmptyState, Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../parts/place.tsx';

const STATUS = ['open', 'done', 'refused'] as const;
const { revocationRequests, decideRevocation } = endpoints.certificates;

/** Requests to revoke certificates (吊销); always decided by a second person. */
export function RevocationsPage() {
  const { t } = useTranslation('console-office');
  const page = usePageNumber();
  const status = oneOf(STATUS, useAddress().get('status'));
  const list = useCall(revocationRequests, { query: { page, status } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('revoke.title')} lead={t('revoke.lead')}>
        {t('revoke.title')}
      </PageTitle>
      <div className="tools">
        <ChoiceFilter
          name="status"
          label={t('status.label')}
          all={t('all')}
          options={STATUS.map((value) => ({ value, label: t(`revoke.of.${value}`) }))}
        />
      </div>
      <Answered query={list}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('revoke.empty')} />}
            {answer.items.map((request) => (
              <RevocationCard key={request.id} request={request} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}

function RevocationCard({ request }: { readonly request: z.infer<typeof RevocationRequestView> }) {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  const { staff } = useSession();
  const decide = useCommand(decideRevocation, { refresh: [revocationRequests, endpoints.certificates.search] });
  const may = staff?.roles.some((role) => role === 'back-office' || role === 'administrator') ?? false;
  const own = request.requestedBy === staff?.name ? t('decide.own') : null;
  const why = may ? own : t('revoke.role');
  const give = (decision: 'approve' | 'refuse') => decide.mutate({ params: { id: request.id }, body: { decision } });
  return (
    <Panel
      // Two requests of one organisation, or about one certificate, are told apart, by eye and by ear.
      title={[
        request.subject,
        request.serials[0]?.slice(-8),
        t(`revoke.acts.${request.act}`),
        format.moment(request.requestedAt),
      ].join(' · ')}
      aside={request.status === 'done' ? t(`revoke.doneOf.${request.act}`) : t(`revoke.of.${request.status}`)}
    >
      <Facts
        of={[
          [
            t('revoke.serials'),
            request.serials.map((serial) => (
              <Go key={serial} to={`/certificates?q=${serial}`} className="code block">
                {serial}
              </Go>
            )),
          ],
          [t('revoke.kindOf'), t(`revoke.acts.${request.act}`)],
          [t('revoke.reason'), request.act === 'revoke' ? t(`revoke.reasons.${request.reason}`) : null],
          [t('note'), request.note],
          [t('revoke.by'), request.requestedBy],
          [t('createdAt'), format.moment(request.requestedAt)],
          [t('revoke.decidedBy'), request.decidedBy],
        ]}
      />
      {request.status === 'open' && (
        <>
          <Notice kind="wait" title={t(`revoke.consequences.${request.act}`)} />
          <ProblemAlert problem={decide.error} />
          <div className="buttons">
            <Act danger primary why={why} loading={decide.isPending} onClick={() => give('approve')}>
              {t(`revoke.approveOf.${request.act}`)}
            </Act>
            <Act why={why} quietWhy loading={decide.isPending} onClick={() => give('refuse')}>
              {t('revoke.refuse')}
            </Act>
          </div>
        </>
      )}
    </Panel>
  );
}
