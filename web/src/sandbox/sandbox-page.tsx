import { useTranslation } from 'react-i18next';
import { Notice, PageTitle } from '../shared/parts/index.ts';
import { useSession } from '../shared/session/index.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { InventPanel } from './invent-panel.tsx';
import { ParcelPanel } from './parcel-panel.tsx';
import { PhonesPanel } from './phones-panel.tsx';

/** What stands for the outside world: time, telephones, the business register, the courier's parcel. */
export function SandboxPage() {
  const { t } = useTranslation('sandbox');
  const { mode } = useSession();
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      {mode === 'sandbox' ? (
        <div className="grid-two">
          <div>
            <InventPanel />
            <ClockPanel />
            <ParcelPanel />
            <AccountsPanel />
          </div>
          <PhonesPanel />
        </div>
      ) : (
        <Notice kind="info" title={t('closed')} />
      )}
    </>
  );
}
