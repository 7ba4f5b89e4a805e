import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, PageTitle, Panel } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';
import { grouped } from './grouped.ts';

function deskOf({ authority, customerService, hall, refundMailbox }: ProgrammeView): string {
  return JSON.stringify([authority, customerService, hall, refundMailbox]);
}

function Phone({ number }: { readonly number: string }) {
  return <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>{number}</a>;
}

/** How to reach each authority. */
export function ContactPage() {
  const { t } = useTranslation('help');
  const local = useLocal();
  // Programmes of one authority that are reached in the same way stand together.
  const desks = grouped(useProgrammes().data?.programmes ?? [], deskOf);
  return (
    <div className="narrow">
      <PageTitle title={t('contactPage.title')} lead={t('contactPage.lead')}>
        {t('contactPage.title')}
      </PageTitle>
      {[...desks].map(([desk, [programme, ...others]]) =>
        programme === undefined ? null : (
          <Panel key={desk} title={local(programme.authority)}>
            <p className="small quiet">
              {[programme, ...others].map(({ name }) => local(name)).join(t('common:listComma'))}
            </p>
            <Facts
              of={[
                [t('contactPage.phone'), <Phone key="p" number={programme.customerService.phone} />],
                [t('contactPage.hours'), local(programme.customerService.hours)],
                [local(programme.hall.name), local(programme.hall.address)],
                [t('contactPage.hallHours'), local(programme.hall.hours)],
                [t('contactPage.hallPhone'), <Phone key="h" number={programme.hall.phone} />],
                [t('contactPage.refund'), programme.refundMailbox],
              ]}
            />
            <p>{local(programme.hall.askFirst)}</p>
          </Panel>
        ),
      )}
      <p>
        <Link to="/help">{t('contactPage.first')}</Link>
      </p>
    </div>
  );
}
