import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { useProgrammes } from '../programmes.ts';

/** Whom to call, on every page and always in the same place. */
export function Footer() {
  const { t } = useTranslation('layout');
  const local = useLocal();
  const programme = useProgrammes().data?.programmes[0];
  return (
    <footer className="foot">
      <div className="foot-inner">
        {programme && (
          <div>
            <h2>{t('foot.call')}</h2>
            <p className="foot-phone">
              <a href={`tel:${programme.customerService.phone.replace(/[^\d+]/g, '')}`}>
                {programme.customerService.phone}
              </a>
            </p>
            <p>{local(programme.customerService.hours)}</p>
          </div>
        )}
        {programme && (
          <div>
            <h2>{local(programme.hall.name)}</h2>
            <p>{local(programme.hall.address)}</p>
            <p>{local(programme.hall.hours)}</p>
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
