import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch, SandboxRibbon, SealMark, SkipLink } from '../../shared/layout/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Footer } from './footer.tsx';
import { OrganisationCorner } from './organisation-corner.tsx';

/** Frame of every applicant page: who is signed in stands at the upper right, always (JX-15). */
export function PortalLayout() {
  const { t } = useTranslation(['layout', 'common']);
  const { organisation } = useSession();
  return (
    <>
      <SkipLink />
      <SandboxRibbon />
      <header className="top">
        <div className="top-inner">
          <Link to="/" className="top-brand">
            <SealMark />
            <span>{t('common:hall')}</span>
          </Link>
          <div className="top-corner">{organisation && <OrganisationCorner organisation={organisation} />}</div>
          <nav className="top-nav" aria-label={t('nav.label')}>
            {organisation && <Link to="/orders">{t('nav.orders')}</Link>}
            {organisation && (
              <Link to="/messages">
                {organisation.unreadMessages > 0
                  ? t('nav.messagesUnread', { count: organisation.unreadMessages })
                  : t('nav.messages')}
              </Link>
            )}
            {organisation && <Link to="/certificates">{t('nav.certificates')}</Link>}
            <Link to="/help">{t('nav.help')}</Link>
            {!organisation && <Link to="/register">{t('nav.register')}</Link>}
            {!organisation && <Link to="/sign-in">{t('nav.signIn')}</Link>}
            <LanguageSwitch />
          </nav>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="content">
        <Outlet />
      </main>
      <Footer />
    </>
  );
}
