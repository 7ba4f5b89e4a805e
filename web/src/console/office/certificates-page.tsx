import { CERTIFICATE_STATUS, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Pager } from '../parts/pager.tsx';
import { oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { CertificateCard } from './certificate-card.tsx';

const STATUS = CERTIFICATE_STATUS;

/** Certificates issued, by serial, subject, order or medium. */
export function CertificatesPage() {
  const { t } = useTranslation('console-office');
  const address = useAddress();
  const page = usePageNumber();
  const q = address.get('q') || undefined;
  const status = oneOf(STATUS, address.get('status'));
  const list = useCall(endpoints.certificates.search, { query: { page, q, status } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('certificate.title')}>{t('certificate.title')}</PageTitle>
      <SearchField label={t('certificate.search')} />
      <div className="tools">
        <ChoiceFilter
          name="status"
          label={t('status.label')}
          all={t('all')}
          options={STATUS.map((value) => ({ value, label: t(`certificate.of.${value}`) }))}
        />
      </div>
      <Answered query={list}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('certificate.empty')} />}
            {answer.items.map((one) => (
              <CertificateCard key={one.serial} certificate={one} open={answer.items.length === 1} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
