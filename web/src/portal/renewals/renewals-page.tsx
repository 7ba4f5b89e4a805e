import { Link, useNavigate } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useLanguage } from '../../shared/language/index.ts';
import { EmptyState, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSearchText } from '../parts/next-page.ts';
import { Pager } from '../parts/pager.tsx';
import { CandidateList } from './candidate-list.tsx';
import { MarkedList } from './marked-list.tsx';

const SIZE = 50;

/** Renewing several certificates at once: chosen here, or marked in a list for a spreadsheet program. */
export function RenewalsPage() {
  const { t } = useTranslation('renewal');
  const language = useLanguage();
  const navigate = useNavigate();
  const page = Math.max(1, Math.floor(Number(useSearchText('page') || 1)) || 1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const candidates = useCall(
    endpoints.renewalGroup.candidates,
    { query: { page, size: SIZE } },
    { keepFormer: true, staleTime: 0 },
  );
  const open = useCommand(endpoints.renewalGroup.open, {
    refresh: [endpoints.applications.list, endpoints.holdings.list, endpoints.holdings.summary],
    onSuccess: ({ id }) => void navigate({ to: `/renewals/${id}` }),
  });
  const begin = (holdings: readonly string[]) => open.mutate({ body: { holdings: [...holdings] } });
  const { total = 0, items = [] } = candidates.data ?? {};
  return (
    <>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        above={
          <p className="crumbs">
            <Link to="/certificates">{t('back')}</Link>
          </p>
        }
      >
        {t('title')}
      </PageTitle>
      <ProblemAlert problem={candidates.error} onRetry={() => void candidates.refetch()} />
      <ProblemAlert problem={open.error} />
      {candidates.isPending && <p role="status">{t('common:loading')}</p>}
      {candidates.data && total === 0 && <EmptyState title={t('empty')} />}
      {total > 0 && (
        <>
          <Panel
            title={t('choose.title')}
            aside={<span>{t('choose.open', { count: candidates.data?.open ?? 0 })}</span>}
          >
            <CandidateList items={items} chosen={chosen} onChoose={setChosen} />
            <Pager to="/renewals" page={page} size={SIZE} total={total} />
            <p className="small quiet">{t('choose.note')}</p>
            <Button
              type="primary"
              size="large"
              disabled={chosen.size === 0}
              loading={open.isPending}
              onClick={() => begin([...chosen])}
            >
              {t('choose.go', { count: chosen.size })}
            </Button>
          </Panel>
          <Panel title={t('sheet.title')}>
            <p>{t('sheet.lead')}</p>
            <ol>
              <li>
                <a href={`/api/renewal-sheet?language=${language === 'en' ? 'en' : 'zh'}`} download>
                  {t('sheet.download')}
                </a>
              </li>
              <li>{t('sheet.mark')}</li>
              <li>{t('sheet.upload')}</li>
            </ol>
            <MarkedList isOpening={open.isPending} onOpen={begin} />
          </Panel>
        </>
      )}
    </>
  );
}
