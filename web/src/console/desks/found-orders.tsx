import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState } from '../../shared/parts/index.ts';
import { OrderHead } from '../orders/order-head.tsx';
import { Answered } from '../parts/answered.tsx';
import { Go, useAddress } from '../parts/place.tsx';

/** What a desk's search found: one order opens at once with the desk's own panel, several are listed to choose from. */
export function FoundOrders({ children }: { readonly children: (order: StaffApplicationView) => ReactNode }) {
  const { t } = useTranslation('console-desks');
  const local = useLocal();
  const q = useAddress().get('q');
  const rows = useCall(endpoints.consoleApplications.search, { query: { q, size: 10 } }, { enabled: q !== '' });
  if (q === '') return null;
  return (
    <Answered query={rows}>
      {({ items }) => {
        const [first] = items;
        if (!first) {
          return (
            <EmptyState title={t('found.none', { q })}>
              <p>{t('found.noneText')}</p>
            </EmptyState>
          );
        }
        if (items.length === 1) return <FoundOrder id={first.id}>{children}</FoundOrder>;
        return (
          <ul className="log">
            {items.map((row) => (
              <li key={row.id}>
                <Go to={`/orders/${row.id}`} className="code">
                  {row.number}
                </Go>
                <span>
                  {row.applicantName} · {local(row.state.label)} · {local(row.waiting)}
                </span>
              </li>
            ))}
          </ul>
        );
      }}
    </Answered>
  );
}

function FoundOrder({
  id,
  children,
}: {
  readonly id: string;
  readonly children: (order: StaffApplicationView) => ReactNode;
}) {
  const { t } = useTranslation('console-desks');
  const order = useCall(endpoints.consoleApplications.read, { params: { id } });
  return (
    <Answered query={order}>
      {(found) => (
        <section className="found" aria-label={found.number}>
          <OrderHead order={found} inside />
          {children(found)}
          <p>
            <Go to={`/orders/${id}`}>{t('found.whole')}</Go>
          </p>
        </section>
      )}
    </Answered>
  );
}
