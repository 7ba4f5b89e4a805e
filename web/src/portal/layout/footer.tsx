import { Link } from '@tanstack/react-router';
import type { Programme } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { useProgrammes } from '../programmes.ts';

/** Two authorities may have one number; each is named. */
const deskOf = ({ authority, customerService }: Pick<Programme, 'authority' | 'customerService'>) =>
  `${authority.zh} ${customerService.phone}`;

/** Whom to call, on every page and always in the same place. */
export function Footer() {
  const { t } = useTranslation('layout');
  const local = useLocal();
  const programmes = useProgrammes().data?.programmes ?? [];
  // Products of one authority share a desk: it stands here once.
  const desks = [...new Map(programmes.map((one) => [deskOf(one), one])).values()];
  const [only] = desks.length === 1 ? desks : [];
  return (
    <footer className="foot">
      <div className="foot-inner">
        <div>
          <h2>{t('foot.call')}</h2>
          {desks.map((one) => (
            <div key={deskOf(one)} className="foot-desk">
              {desks.length > 1 && <p>{local(one.authority)}</p>}
              <p className={desks.length > 1 ? '' : 'foot-phone'}>
                <a href={`tel:${one.customerService.phone.replace(/[^\d+]/g, '')}`}>{one.customerService.phone}</a>
              </p>
              {desks.length === 1 && <p>{local(one.customerService.hours)}</p>}
            </div>
          ))}
        </div>
        {only && (
          <div>
            <h2>{local(only.hall.name)}</h2>
            <p>{local(only.hall.address)}</p>
            <p>{local(only.hall.hours)}</p>
          </div>
        )}
        <div>
          <h2>{t('foot.help')}</h2>
          <ul>
            <li>
              <Link to="/help">{t('foot.articles')}</Link>
            </li>
            <li>
              <Link to="/mobile-change">{t('foot.mobile')}</Link>
            </li>
            <li>
              <Link to="/contact">{t('foot.contact')}</Link>
            </li>
            <li>
              <a href="/console">{t('foot.staff')}</a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  );
}
