import { Link } from '@tanstack/react-router';
import { creditCode } from '@yinxin/identifiers';
import { useTranslation } from 'react-i18next';
import { useLanguage, useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import type { Offer } from '../programmes.ts';
import { contradictsRegion } from './region.ts';

/** Explains the comparison of the code's region with the project; says the result when somebody is signed in (JX-22). */
export function RegionNote({ offer: { programme, project } }: { readonly offer: Offer }) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const language = useLanguage();
  const { organisation } = useSession();
  if (!project.region) return null;
  const other = programme.projects.find((one) => one.code === project.insteadOf);
  const link = other && (
    <Link to={`/projects/${programme.code}/${other.code}`}>{t('region.other', { name: local(other.name) })}</Link>
  );
  if (organisation && contradictsRegion(project, organisation.creditCode)) {
    const province = creditCode.region(organisation.creditCode).province;
    return (
      <Notice kind="wait" title={local(project.region.message)} action={link}>
        <p>
          {t('region.found', {
            digits: organisation.creditCode.slice(2, 8),
            province: province ? (language === 'en' ? province.en : province.zh) : t('region.unknown'),
          })}
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="info" title={t(`region.${project.region.expected}`)} action={link}>
      <p>{t('region.explain')}</p>
    </Notice>
  );
}
