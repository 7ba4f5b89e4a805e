import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Pages of a list as links, so that the address says which page is shown. */
export function Pager({
  to,
  page,
  total,
  size,
  search,
}: {
  readonly to: string;
  readonly page: number;
  readonly total: number;
  readonly size: number;
  readonly search?: Record<string, string>;
}) {
  const { t } = useTranslation('common');
  const pages = Math.max(1, Math.ceil(total / size));
  if (pages === 1) return null;
  return (
    <nav className="pager" aria-label={t('pageOf', { page, pages })}>
      {page > 1 && (
        <Link to={to} search={{ ...search, page: page - 1 }}>
          {t('previous')}
        </Link>
      )}
      <span>{t('pageOf', { page, pages })}</span>
      {page < pages && (
        <Link to={to} search={{ ...search, page: page + 1 }}>
          {t('nextPage')}
        </Link>
      )}
    </nav>
  );
}
