import type { ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { ownArea } from './region.ts';

/** How long an order takes: usually, at the shortest by area, and for whom the counter is better (BJ-17, BJ-18). */
export function Turnaround({ of }: { readonly of: ProjectView['turnaround'] }) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const { organisation } = useSession();
  if (!of) return null;
  const own = ownArea(of, organisation?.creditCode);
  return (
    <Panel title={t('turnaround.title')}>
      <p>{t('turnaround.usual', { from: of.usual.from, to: of.usual.to })}</p>
      <table className="plain-table">
        <caption>{t('turnaround.shortest', { provided: local(of.provided) })}</caption>
        <tbody>
          {of.shortest.map((row) => (
            <tr key={row.area.zh} aria-current={row === own ? 'true' : undefined}>
              <th scope="row">
                {local(row.area)} {row === own && <span className="tag">{t('turnaround.yours')}</span>}
              </th>
              <td>{t('turnaround.days', { count: row.workingDays })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <b>{local(of.hurry)}</b>
      </p>
    </Panel>
  );
}
