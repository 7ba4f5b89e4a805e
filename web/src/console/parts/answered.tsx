import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../shared/parts/index.ts';

/** What a read answered; until then that it is being read, or why it failed. */
export function Answered<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
}) {
  const { t } = useTranslation('common');
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />;
  return (
    <p className="quiet" role="status">
      {t('loading')}
    </p>
  );
}
