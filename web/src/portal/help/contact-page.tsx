import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, PageTitle, Panel } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';

export function ContactPage() {
  const { t } = useTranslation('help');
  const local = useLocal();
  const programmes = useProgrammes().data?.programmes ?? [];
  return (
    <div className="narrow">
      <PageTitle title={t('contactPage.title')} lead={t('contactPage.lead')}>
        {t('contactPage.title')}
      </PageTitle>
      {programmes.map((programme) => (
        <Panel key={programme.code} title={local(programme.authority)}>
          <Facts
            of={[
              [
                t('contactPage.phone'),
                <a key="p" href={`tel:${programme.customerService.phone}`}>
                  {programme.customerService.phone}
                </a>,
              ],
              [t('contactPage.hours'), local(programme.customerService.hours)],
              [local(programme.hall.name), local(programme.hall.address)],
              [t('contactPage.hallHours'), local(programme.hall.hours)],
              [t('contactPage.hallPhone'), programme.hall.phone],
              [t('contactPage.refund'), programme.refundMailbox],
            ]}
          />
          <p>{local(programme.hall.askFirst)}</p>
        </Panel>
      ))}
      <p>
        <Link to="/help">{t('contactPage.first')}</Link>
      </p>
    </div>
  );
}
