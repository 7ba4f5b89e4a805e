import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';
import { onlineServices } from '../certificates/businesses.ts';
import type { Offer } from '../programmes.ts';

/** What is done with a certificate one already has begins at that certificate. */
export function HeldServices({ offer: { programme, project } }: { readonly offer: Offer }) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const services = onlineServices(programme, project.code).filter(({ online }) => online.business !== 'new');
  if (services.length === 0) return null;
  return (
    <Panel title={t('held.title')}>
      <p>{services.map(({ label }) => local(label)).join(t('common:listComma'))}</p>
      <p className="small quiet">{t('held.text')}</p>
      <Link to="/certificates">{t('held.go')}</Link>
    </Panel>
  );
}
