import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';

/** What is not offered online, and that the counter wants to be asked first (JX-12, JX-16, JX-17, JX-18). */
export function HallServices({ programme }: { readonly programme: ProgrammeView }) {
  const { t } = useTranslation('home');
  const local = useLocal();
  const services = programme.services.filter((service) => service.channel === 'hall');
  if (services.length === 0) return null;
  return (
    <Panel title={`${local(programme.authority)} · ${t('hall.title')}`}>
      <p>{local(programme.hall.askFirst)}</p>
      <dl className="hall-services">
        {services.map((service) => (
          <div key={service.code}>
            <dt>{local(service.label)}</dt>
            <dd>{service.direction && local(service.direction)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <b>{local(programme.hall.name)}</b>
        {t('common:colon')}
        {local(programme.hall.address)} · {local(programme.hall.hours)} ·{' '}
        <a href={`tel:${programme.hall.phone}`}>{programme.hall.phone}</a>
      </p>
    </Panel>
  );
}
