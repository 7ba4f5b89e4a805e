import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Pager } from '../parts/pager.tsx';
import { oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { NameCorrectionCard } from './name-correction-card.tsx';
import { REQUEST_STATUS, StatusFilter } from './status-filter.tsx';

/** Corrections of registered names, which only the back office makes (JX-08). */
export function NameCorrectionsPage() {
  const { t } = useTranslation('console-office');
  const page = usePageNumber();
  const status = oneOf(REQUEST_STATUS, useAddress().get('status'));
  const list = useCall(endpoints.consoleRequests.nameCorrections, { query: { page, status } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('name.title')} lead={t('name.lead')}>
        {t('name.title')}
      </PageTitle>
      <StatusFilter />
      <Answered query={list}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('name.empty')} />}
            {answer.items.map((request) => (
              <NameCorrectionCard key={request.id} request={request} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
