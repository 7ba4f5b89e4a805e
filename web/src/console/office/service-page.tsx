import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { FoundOrders } from '../desks/found-orders.tsx';
import { RoleQueues } from '../desks/role-queues.tsx';
import { workPlace } from '../home/take-next.tsx';
import { ContactsPanel } from '../orders/panels/contacts-panel.tsx';
import { InvoicePanel } from '../orders/panels/invoice-panel.tsx';
import { RefundPanel } from '../orders/panels/refund-panel.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { CallerForm } from './caller-form.tsx';

const { enterNameCorrection, enterMobileChange, nameCorrections, mobileChanges } = endpoints.consoleRequests;
const REASONS = ['number-cancelled', 'registrant-left', 'other'] as const;

/** Somebody calls: find their order, or enter the request they make. Entering never decides. */
export function ServicePage() {
  const { t } = useTranslation('console-office');
  return (
    <>
      <PageTitle title={t('service.title')} lead={t('service.lead')}>
        {t('service.title')}
      </PageTitle>
      <SearchField label={t('service.search')} hint={t('service.searchHint')} autoFocus />
      <FoundOrders>
        {(order) => (
          <>
            <RefundPanel order={order} />
            <InvoicePanel order={order} />
            <ContactsPanel order={order} />
          </>
        )}
      </FoundOrders>
      <div className="panels">
        <EnterName />
        <EnterMobile />
      </div>
      <RoleQueues desk="customer-service" to={workPlace} />
    </>
  );
}

function EnterName() {
  const { t } = useTranslation('console-office');
  const enter = useCommand(enterNameCorrection, { refresh: [nameCorrections] });
  return (
    <CallerForm
      title={t('service.name')}
      hint={t('service.nameHint')}
      schema={enterNameCorrection.body}
      pending={enter.isPending}
      problem={enter.error}
      entered={enter.data?.number ?? null}
      onEnter={(body) => enter.mutate({ body })}
      fields={[
        { name: 'creditCode', label: t('creditCode'), code: true },
        { name: 'rightName', label: t('name.right') },
        { name: 'note', label: t('note'), long: true },
      ]}
    />
  );
}

function EnterMobile() {
  const { t } = useTranslation('console-office');
  const enter = useCommand(enterMobileChange, { refresh: [mobileChanges] });
  return (
    <CallerForm
      title={t('service.mobile')}
      hint={t('service.mobileHint')}
      schema={enterMobileChange.body}
      pending={enter.isPending}
      problem={enter.error}
      entered={enter.data?.number ?? null}
      onEnter={(body) => enter.mutate({ body })}
      fields={[
        { name: 'creditCode', label: t('creditCode'), code: true },
        { name: 'newMobile', label: t('mobile.next'), code: true },
        { name: 'contactName', label: t('mobile.contact') },
        {
          name: 'reason',
          label: t('mobile.reason'),
          options: REASONS.map((value) => ({ value, label: t(`mobile.reasons.${value}`) })),
        },
        { name: 'note', label: t('note'), long: true },
      ]}
    />
  );
}
