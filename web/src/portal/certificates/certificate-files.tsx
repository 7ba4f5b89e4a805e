import { Link } from '@tanstack/react-router';
import { type CertificateView, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';

type Certificate = z.infer<typeof CertificateView>;

/** Certificates as they were issued, to read, download and check: all of the organisation, or these. */
export function CertificateFiles({ serials }: { readonly serials?: readonly string[] }) {
  const { t } = useTranslation('certificates');
  const own = useCall(endpoints.certificates.own, {});
  const authority = useCall(endpoints.certificates.authority, {});
  const items = own.data?.items.filter(({ serial }) => serials === undefined || serials.includes(serial)) ?? [];
  return (
    <>
      <ProblemAlert problem={own.error} onRetry={() => void own.refetch()} />
      {items.length > 0 && (
        <>
          <h2>{t('files')}</h2>
          <p>{t('filesLead')}</p>
        </>
      )}
      <div className="grid-two">
        {items.map((certificate) => (
          <Card key={certificate.serial} certificate={certificate} />
        ))}
      </div>
      {authority.data && (
        <Panel title={t('authority.title')}>
          <p>{t('authority.text')}</p>
          <Facts
            of={[
              [t('authority.root'), <Pem key="r" name="root" pem={authority.data.root.pem} />],
              [
                t('authority.rootPrint'),
                <span key="f" className="small wrap-code">
                  {authority.data.root.fingerprintSm3}
                </span>,
              ],
              [t('authority.issuing'), <Pem key="i" name="issuer" pem={authority.data.issuing.pem} />],
              [
                t('authority.crl'),
                <a key="c" href={authority.data.crlUrl}>
                  {authority.data.crlUrl}
                </a>,
              ],
              [t('authority.ocsp'), authority.data.ocspUrl],
            ]}
          />
        </Panel>
      )}
    </>
  );
}

function Pem({ name, pem }: { readonly name: string; readonly pem: string }) {
  const { t } = useTranslation('certificates');
  return (
    <a href={`data:application/x-pem-file,${encodeURIComponent(pem)}`} download={`${name}.pem`}>
      {t('download', { file: `${name}.pem` })}
    </a>
  );
}

function Card({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  return (
    <Panel
      title={t(`use.${certificate.use}`)}
      aside={<span className={`state state-${certificate.status}`}>{t(`status.${certificate.status}`)}</span>}
    >
      {certificate.revokedAt && (
        <Notice
          kind="problem"
          title={t(certificate.status === 'suspended' ? 'suspended' : 'revoked', {
            at: format.moment(certificate.revokedAt),
          })}
        />
      )}
      <Facts
        of={[
          [
            t('subject'),
            <span key="s" className="wrap-code">
              {certificate.subject}
            </span>,
          ],
          [
            t('issuer'),
            <span key="i" className="wrap-code">
              {certificate.issuer}
            </span>,
          ],
          [
            t('serial'),
            <span key="n" className="wrap-code">
              {certificate.serial}
            </span>,
          ],
          [t('valid'), t('fromTo', { from: format.day(certificate.notBefore), to: format.day(certificate.notAfter) })],
          certificate.mediumSerial && [
            t('medium'),
            <span key="m" className="code">
              {certificate.mediumSerial}
            </span>,
          ],
          certificate.applicationId && [
            t('order'),
            <Link key="o" to={`/orders/${certificate.applicationId}`}>
              {certificate.applicationNumber}
            </Link>,
          ],
        ]}
      />
      <Pem name={`${certificate.use}-${certificate.serial}`} pem={certificate.pem} />
    </Panel>
  );
}
