import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/parts/index.ts';

export function NotFoundPage() {
  const { t } = useTranslation('layout');
  return (
    <div className="narrow">
      <PageTitle title={t('notFound.title')} lead={t('notFound.text')}>
        {t('notFound.title')}
      </PageTitle>
      <p>
        <Link to="/">{t('notFound.home')}</Link>
      </p>
    </div>
  );
}
