import { CeremonyView, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, PageTitle } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { CeremonyCard } from './ceremony-card.tsx';

const STATUS = CeremonyView.shape.status.options;

/** Key ceremonies (密钥仪式), newest first: proposed by one administrator, decided by another, done once. */
export function CeremoniesPage() {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const page = usePageNumber();
  const status = oneOf(STATUS, useAddress().get('status'));
  const read = useCall(endpoints.authorities.ceremonies, { query: { page, status } }, { keepFormer: true });
  return (
    <>
      <PageTitle title={t('ceremony.title')} lead={t('ceremony.lead')}>
        {t('ceremony.title')}
      </PageTitle>
      <div className="tools">
        {staff?.roles.includes('administrator') && <Go to="/ceremonies/new">{t('list.propose')}</Go>}
        <ChoiceFilter
          name="status"
          label={t('ceremony.status')}
          all={t('all')}
          options={STATUS.map((value) => ({ value, label: t(`ceremony.of.${value}`) }))}
        />
      </div>
      <Answered query={read}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('ceremony.empty')} />}
            {answer.items.map((one) => (
              <CeremonyCard key={one.id} ceremony={one} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
