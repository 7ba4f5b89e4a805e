import { addressOf } from '@yinxin/client';
import { endpoints, type MobileChangeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { EmptyState, Facts, PageTitle, Panel, PdfLink } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Pager } from '../parts/pager.tsx';
import { oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { Urgency } from '../parts/urgency.tsx';
import { DecisionForm, useWhyNotDecide } from './decision-form.tsx';
import { REQUEST_STATUS, StatusFilter } from './status-filter.tsx';

const { mobileChanges, decideMobileChange, mobileChangeFile } = endpoints.consoleRequests;

/** Changes of the registered mobile, asked for without login (JX-14). */
export function MobileChangesPage() {
  const { t } = useTranslation('console-office');
  const page = usePageNumber();
  const status = oneOf(REQUEST_STATUS, useAddress().get('status'));
  const list = useCall(mobileChanges, { query: { page, status } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('mobile.title')} lead={t('mobile.lead')}>
        {t('mobile.title')}
      </PageTitle>
      <StatusFilter />
      <Answered query={list}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('mobile.empty')} />}
            {answer.items.map((request) => (
              <MobileChangeCard key={request.id} request={request} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}

function MobileChangeCard({ request }: { readonly request: z.infer<typeof MobileChangeView> }) {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  const why = useWhyNotDecide(request.enteredByName);
  const decide = useCommand(decideMobileChange, { refresh: [mobileChanges, endpoints.consoleApplications.queues] });
  return (
    <Panel
      title={<span className="code">{request.number}</span>}
      aside={request.status === 'open' ? <Urgency clock={request.clock} /> : t(`status.${request.status}`)}
    >
      <div className="beside">
        <Facts
          of={[
            [t('organisation'), request.organisationName ?? t('mobile.unknown')],
            [
              t('creditCode'),
              <span key="code" className="code">
                {request.creditCode}
              </span>,
            ],
            [t('mobile.next'), request.newMobileMasked],
            [t('mobile.contact'), request.contactName],
            [t('mobile.reason'), t(`mobile.reasons.${request.reason}`)],
            [t('note'), request.note],
            [t('enteredBy'), request.enteredByName ?? t('byApplicant')],
            [t('createdAt'), format.moment(request.createdAt)],
            [t('answer'), request.answer],
            [t('decidedAt'), request.decidedAt && format.moment(request.decidedAt)],
          ]}
        />
        <div>
          <h3>{t('mobile.files')}</h3>
          {request.files.length === 0 && <p className="quiet">{t('mobile.noFiles')}</p>}
          <ul className="log">
            {request.files.map((file, index) => (
              <li key={file.name}>
                <PdfLink href={addressOf(mobileChangeFile.path, { params: { id: request.id, index } })}>
                  {file.name}
                </PdfLink>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {request.status === 'open' && (
        <DecisionForm
          why={why}
          consequence={t('mobile.consequence', { mobile: request.newMobileMasked })}
          pending={decide.isPending}
          problem={decide.error}
          onDecide={(decision, answer) => decide.mutate({ params: { id: request.id }, body: { decision, answer } })}
        />
      )}
    </Panel>
  );
}
