import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import type { Offer } from '../programmes.ts';

/** One system: what for, for whom, not for whom, and what it costs (JX-19, JX-22). */
export function OfferCard({ offer: { programme, project } }: { readonly offer: Offer }) {
  const { t } = useTranslation('home');
  const local = useLocal();
  const format = useFormat();
  const free = project.price.totalFen === 0;
  const perYear = project.price.lines.some((line) => line.times !== undefined);
  return (
    <article className="offer">
      <h2>
        <Link to={`/projects/${programme.code}/${project.code}`} className="offer-link">
          {local(project.system.name)}
        </Link>
      </h2>
      <p className="offer-project">{local(project.name)}</p>
      <p className="offer-purpose">{local(project.system.purpose)}</p>
      <dl>
        <div>
          <dt>{t('for')}</dt>
          <dd>{local(project.audience)}</dd>
        </div>
        {project.notFor && (
          <div>
            <dt>{t('notFor')}</dt>
            <dd>{local(project.notFor)}</dd>
          </div>
        )}
      </dl>
      <p className="offer-price">
        <b>{free ? t('free') : format.fen(project.price.totalFen)}</b>
        <span>{perYear ? t('perYear') : t(free ? 'yearsFree' : 'years', { count: project.certificateYears })}</span>
      </p>
    </article>
  );
}
