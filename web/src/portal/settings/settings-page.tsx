import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { AddressBook } from './address-book.tsx';
import { RegistrationData } from './registration-data.tsx';

const OF_OTHERS = ['personal-key', 'mobile-change'] as const;
/** IT-01: what is not open to other classes is not shown to them. */
const OF_ENTERPRISES = ['accounts', 'branches', 'permissions', 'mobile-change'] as const;

/** Settings centre 设置中心: registration data, address book, and the ways to accounts, branches and personal keys. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const own = useCall(endpoints.accounts.own, {});
  const userClass = own.data?.current.userClass;
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <ProblemAlert problem={own.error} onRetry={() => void own.refetch()} />
      {own.isPending && <p role="status">{t('common:loading')}</p>}
      {userClass === 'enterprise' && (
        <>
          <RegistrationData />
          <AddressBook />
        </>
      )}
      {userClass && (
        <Panel title={t('more.title')}>
          <ul className="links">
            {(userClass === 'enterprise' ? OF_ENTERPRISES : OF_OTHERS).map((place) => (
              <li key={place}>
                <Link to={`/${place}`}>{t(`more.${place}`)}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
