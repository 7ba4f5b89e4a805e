import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { useSearchText } from '../parts/next-page.ts';
import { Pager } from '../parts/pager.tsx';

const SIZE = 20;

/** Everything the hall has told the organisation; every SMS has its twin here. */
export function MessagesPage() {
  const { t } = useTranslation('messages');
  const local = useLocal();
  const format = useFormat();
  const queries = useQueryClient();
  const page = Math.max(1, Number(useSearchText('page')) || 1);
  const messages = useCall(endpoints.messages.list, { query: { page, size: SIZE } }, { keepFormer: true });
  const after = {
    refresh: [endpoints.messages.list],
    onSuccess: () => void queries.invalidateQueries({ queryKey: [endpoints.session.current.path] }),
  };
  const markRead = useCommand(endpoints.messages.markRead, after);
  const markAllRead = useCommand(endpoints.messages.markAllRead, after);
  const unread = useSession().organisation?.unreadMessages ?? 0;
  return (
    <div className="narrow">
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <ProblemAlert problem={messages.error} onRetry={() => void messages.refetch()} />
      <ProblemAlert problem={markAllRead.error} />
      {unread > 1 && (
        <p>
          <Button loading={markAllRead.isPending} onClick={() => markAllRead.mutate({})}>
            {t('markAllRead')}
          </Button>
        </p>
      )}
      {messages.data?.items.length === 0 && (
        <EmptyState title={t('empty')}>
          <p>{t('emptyNext')}</p>
        </EmptyState>
      )}
      <ul className="cards">
        {messages.data?.items.map((message) => (
          <li key={message.id} className={message.readAt ? undefined : 'card-unread'}>
            <h2>
              {local(message.subject)}
              {!message.readAt && <span className="tag">{t('unread')}</span>}
            </h2>
            <p>{local(message.text)}</p>
            <p className="small quiet">{format.moment(message.at)}</p>
            <div className="buttons">
              {message.applicationId && <Link to={`/orders/${message.applicationId}`}>{t('toOrder')}</Link>}
              {!message.readAt && (
                <Button
                  size="small"
                  aria-label={t('markReadOf', { subject: local(message.subject) })}
                  onClick={() => markRead.mutate({ params: { id: message.id } })}
                >
                  {t('markRead')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {messages.data && <Pager to="/messages" page={page} total={messages.data.total} size={SIZE} />}
    </div>
  );
}
