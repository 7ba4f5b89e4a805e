import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/parts/index.ts';
import { PrintLabels } from './parcels/print-labels.tsx';
import { ScanList } from './parcels/scan-list.tsx';

/** Courier labels of what is to be posted, and tracking numbers by scanning or from the courier's list. */
export function ParcelsPage() {
  const { t } = useTranslation('console-production');
  return (
    <>
      <PageTitle title={t('parcels.title')} lead={t('parcels.lead')}>
        {t('parcels.title')}
      </PageTitle>
      <ScanList />
      <PrintLabels />
    </>
  );
}
