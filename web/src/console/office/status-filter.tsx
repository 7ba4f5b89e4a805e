import { useTranslation } from 'react-i18next';
import { ChoiceFilter } from '../parts/filters.tsx';

export const REQUEST_STATUS = ['open', 'approved', 'refused'] as const;

/** Narrows a list of requests to the open or the decided ones. */
export function StatusFilter() {
  const { t } = useTranslation('console-office');
  return (
    <div className="tools">
      <ChoiceFilter
        name="status"
        label={t('status.label')}
        all={t('all')}
        options={REQUEST_STATUS.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
    </div>
  );
}
