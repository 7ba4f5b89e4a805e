import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/parts/index.ts';
import { workPlace } from '../home/take-next.tsx';
import { ContactsPanel } from '../orders/panels/contacts-panel.tsx';
import { PapersPanel } from '../orders/panels/papers-panel.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { FoundOrders } from './found-orders.tsx';
import { RoleQueues } from './role-queues.tsx';

/** Papers that arrive: scan the parcel, compare with the uploads, confirm or report (JX-41, JX-42). */
export function MailRoomPage() {
  const { t } = useTranslation('console-desks');
  return (
    <>
      <PageTitle title={t('mailRoom.title')} lead={t('mailRoom.lead')}>
        {t('mailRoom.title')}
      </PageTitle>
      <SearchField label={t('mailRoom.scan')} hint={t('mailRoom.scanHint')} autoFocus />
      <FoundOrders>
        {(order) => (
          <>
            <PapersPanel order={order} />
            <ContactsPanel order={order} />
          </>
        )}
      </FoundOrders>
      <RoleQueues desk="mail-room" to={workPlace} />
    </>
  );
}
