import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/parts/index.ts';
import { CertificateSignIn } from '../account/other-ways.tsx';

/** Why the business waits for a sign-in with this certificate, the sign-in itself, and the ways open without it (PA-01). */
export function WithCertificate({ service, holding }: { readonly service: string; readonly holding: string }) {
  const { t } = useTranslation('holding');
  return (
    <>
      <Notice kind="info" title={t('signIn.title', { service })}>
        <p>{t('signIn.how')}</p>
      </Notice>
      <CertificateSignIn />
      <p>
        {t('signIn.otherwise')} <Link to={`/certificates/${holding}`}>{t('signIn.toCertificate')}</Link>
      </p>
    </>
  );
}
