import { useTranslation } from 'react-i18next';
import { PageTitle } from '../shared/parts/index.ts';
import { Go } from './parts/place.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('console');
  return (
    <>
      <PageTitle title={t('notFound.title')} lead={t('notFound.text')}>
        {t('notFound.title')}
      </PageTitle>
      <Go to="/">{t('notFound.home')}</Go>
    </>
  );
}
