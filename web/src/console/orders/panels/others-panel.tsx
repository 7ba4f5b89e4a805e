import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../../shared/language/index.ts';
import { Panel } from '../../../shared/parts/index.ts';
import { Go } from '../../parts/place.tsx';
import { useOffer } from '../../programmes.ts';

/** Other orders of the organisation, void ones too. */
export function OthersPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const projects = useOffer(order).programme?.projects ?? [];
  if (order.otherApplications.length === 0) return null;
  return (
    <Panel title={t('others.title')}>
      <ul className="log">
        {order.otherApplications.map((one) => {
          const project = projects.find((each) => each.code === one.project);
          return (
            <li key={one.id}>
              <Go to={`/orders/${one.id}`} className="code">
                {one.number}
              </Go>
              <span className="small">
                {project ? local(project.name) : one.project} · {local(one.state)}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
