import type { TimelineEntry } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../format.ts';
import { useLocal } from '../language/index.ts';

/** Entries shown before the rest is asked for. */
const NEWEST = 8;

/** What happened to an order, newest first, with time and who did it; a long history is shown on request. */
export function Timeline({ entries }: { readonly entries: readonly z.infer<typeof TimelineEntry>[] }) {
  const { t } = useTranslation('common');
  const local = useLocal();
  const format = useFormat();
  const newestFirst = [...entries].sort((a, b) => b.version - a.version || b.at.localeCompare(a.at));
  const [all, setAll] = useState(false);
  const shown = all ? newestFirst : newestFirst.slice(0, NEWEST);
  return (
    <>
      <ol className="timeline">
        {shown.map((entry) => (
          <li key={`${entry.version}-${entry.type}-${entry.at}`} className={`timeline-${entry.actor}`}>
            <time dateTime={entry.at}>{format.moment(entry.at)}</time>
            <p>{local(entry.text)}</p>
            <span className="small quiet">{entry.actorName ?? t(`actor.${entry.actor}`)}</span>
          </li>
        ))}
      </ol>
      {shown.length < newestFirst.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('showAll', { count: newestFirst.length })}
        </Button>
      )}
    </>
  );
}
