import { Link } from '@tanstack/react-router';
import { endpoints, HOLDING_DUES } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';

const ELSEWHERE = [
  ['renewals', '/renewals'],
  ['seals', '/seals'],
  ['branches', '/branches'],
  ['accounts', '/accounts'],
] as const;

/** How much is held, what waits, and the ways to everything else the organisation has. */
export function Overview({ due }: { readonly due: string }) {
  const { t } = useTranslation('certificates');
  const counts = useCall(endpoints.holdings.summary, {}).data;
  return (
    <nav aria-label={t('overview.label')} className="tiles">
      <ul>
        {counts &&
          HOLDING_DUES.filter((one) => counts.due[one] > 0).map((one) => (
            <li key={one}>
              <Link to="/certificates" search={{ due: one }} aria-current={due === one ? 'true' : undefined}>
                <span className="tile-count">{counts.due[one]}</span>
                {t(`overview.due.${one}`)}
              </Link>
            </li>
          ))}
        {counts && (
          <li>
            <Link to="/certificates" aria-current={due === '' ? 'true' : undefined}>
              <span className="tile-count">{counts.total}</span>
              {t('overview.all')}
            </Link>
          </li>
        )}
        {counts && (
          <li>
            <Link to="/orders">
              <span className="tile-count">{counts.openOrders}</span>
              {t('overview.orders')}
            </Link>
          </li>
        )}
        {ELSEWHERE.map(([name, to]) => (
          <li key={name}>
            <Link to={to}>{t(`overview.${name}`)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
