import type { TimelineEntry } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../format.ts';
import { useLocal } from '../language/index.ts';

/** What happened to an order, newest first, with time and who did it. */
export function Timeline({ entries }: { readonly entries: readonly z.infer<typeof TimelineEntry>[] }) {
  const { t } = useTranslation('common');
  const local = useLocal();
  const format = useFormat();
  const newestFirst = [...entries].sort((a, b) => b.version - a.version || b.at.localeCompare(a.at));
  return (
    <ol className="timeline">
      {newestFirst.map((entry) => (
        <li key={`${entry.version}-${entry.type}-${entry.at}`} className={`timeline-${entry.actor}`}>
          <time dateTime={entry.at}>{format.moment(entry.at)}</time>
          <p>{local(entry.text)}</p>
          <span className="small quiet">{entry.actorName ?? t(`actor.${entry.actor}`)}</span>
        </li>
      ))}
    </ol>
  );
}
