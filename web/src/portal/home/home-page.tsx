import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, PageTitle, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { AnnouncementList } from '../announcements/announcements.tsx';
import { offersOf, useProgrammes } from '../programmes.ts';
import { HallServices } from './hall-services.tsx';
import { OfferCard } from './offer-card.tsx';
import { searchOffers } from './search.ts';

/**
 * The first question is which system one wants to use; price and papers follow before any sign-in (JX-22, JX-26). Whoever has a
 * key already finds its test, User Identity Authentication 用户身份认证, here too (IT-42).
 */
export function HomePage() {
  const { t } = useTranslation('home');
  const { organisation } = useSession();
  const programmes = useProgrammes();
  const [query, setQuery] = useState('');
  const searchId = useId();
  const all = offersOf(programmes.data?.programmes ?? []);
  const found = searchOffers(all, query);
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      {organisation && (
        <p>
          <Link to="/orders">{t('toOrders')}</Link>
        </p>
      )}
      <AnnouncementList />
      <search className="home-search">
        <label htmlFor={searchId} className="hidden-visually">
          {t('search')}
        </label>
        <Input
          id={searchId}
          size="large"
          allowClear
          prefix={<Sign kind="search" />}
          placeholder={t('searchExample')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <p role="status" className="small quiet">
          {query && t('found', { count: found.length })}
        </p>
      </search>
      <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />
      <ul className="offers">
        {found.map((offer) => (
          <li key={`${offer.programme.code}/${offer.project.code}`}>
            <OfferCard offer={offer} />
          </li>
        ))}
      </ul>
      {query && found.length === 0 && (
        <EmptyState title={t('none')}>
          <p>{t('noneNext')}</p>
        </EmptyState>
      )}
      <p>
        {t('identity.why')} <Link to="/certificate-test">{t('identity.test')}</Link>
      </p>
      {programmes.data?.programmes.map((programme) => (
        <HallServices key={programme.code} programme={programme} />
      ))}
    </>
  );
}
