import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from './place.tsx';

/** Pages of a list; the page is part of the address. */
export function Pager({ page, size, total }: { readonly page: number; readonly size: number; readonly total: number }) {
  const { t } = useTranslation('common');
  const address = useAddress();
  const pages = Math.max(1, Math.ceil(total / Math.max(1, size)));
  if (pages === 1) return null;
  const to = (next: number) => address.set({ page: next === 1 ? null : String(next) });
  return (
    <div className="pager">
      <Button size="small" disabled={page <= 1} onClick={() => to(page - 1)}>
        {t('previous')}
      </Button>
      <span>{t('pageOf', { page, pages })}</span>
      <Button size="small" disabled={page >= pages} onClick={() => to(page + 1)}>
        {t('nextPage')}
      </Button>
    </div>
  );
}
