import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { useGo } from '../parts/place.tsx';

/** Where the work of a queue is done. */
export function workPlace(id: string, queue: string): string {
  return `/orders/${id}?${new URLSearchParams({ queue }).toString()}`;
}

/** Draws the most urgent case of a queue that nobody holds. */
export function useTakeNext(queue: string) {
  const go = useGo();
  const [none, setNone] = useState(false);
  const take = useCommand(endpoints.consoleApplications.takeNext, {
    refresh: [endpoints.consoleApplications.queues, endpoints.consoleApplications.queue],
    onSuccess: ({ id }) => {
      setNone(id === null);
      if (id) go(workPlace(id, queue));
    },
  });
  return { none, take, next: () => take.mutate({ params: { queue } }) };
}

export function TakeNext({ queue, empty }: { readonly queue: string; readonly empty: boolean }) {
  const { t } = useTranslation('console');
  const { none, take, next } = useTakeNext(queue);
  return (
    <div>
      <Act primary why={empty ? t('queue.nothing') : null} quietWhy loading={take.isPending} onClick={next}>
        {t('queue.next')}
      </Act>
      {none && <Notice kind="info" title={t('queue.allHeld')} live="polite" />}
      <ProblemAlert problem={take.error} />
    </div>
  );
}
