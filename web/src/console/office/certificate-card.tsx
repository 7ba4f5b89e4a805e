import { addressOf } from '@yinxin/client';
import { type CertificateView, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { Facts, PdfLink } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Go } from '../parts/place.tsx';
import { RevocationDialog } from './revocation-dialog.tsx';

const { download } = endpoints.certificates;
export type Certificate = z.infer<typeof CertificateView>;

/** One certificate, its parts in words, the PEM to keep, and the way to ask for its revocation. */
export function CertificateCard({
  certificate,
  open,
  alone,
}: {
  readonly certificate: Certificate;
  readonly open: boolean;
  /** On a page of its own, which has the files and every detail itself. */
  readonly alone?: boolean;
}) {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  return (
    <details className="certificate" open={open}>
      <summary>
        <span className={`state state-${certificate.status}`}>{t(`certificate.of.${certificate.status}`)}</span>{' '}
        <b>{certificate.subject}</b>{' '}
        <span className="small quiet block">
          {t(`certificate.use.${certificate.use}`)} · <span className="code">{certificate.serial}</span>
        </span>
      </summary>
      <Facts
        of={[
          [t('certificate.subject'), certificate.subject],
          [t('certificate.issuer'), certificate.issuer],
          [
            t('certificate.serial'),
            <span key="serial" className="code">
              {certificate.serial}
            </span>,
          ],
          [t('certificate.from'), format.moment(certificate.notBefore)],
          [t('certificate.until'), format.moment(certificate.notAfter)],
          [t('certificate.revokedAt'), certificate.revokedAt && format.moment(certificate.revokedAt)],
          [t('revoke.reason'), certificate.revocationReason],
          [
            t('certificate.order'),
            certificate.applicationId && (
              <Go key="order" to={`/orders/${certificate.applicationId}`} className="code">
                {certificate.applicationNumber}
              </Go>
            ),
          ],
          [
            t('certificate.medium'),
            certificate.mediumSerial && <span className="code">{certificate.mediumSerial}</span>,
          ],
        ]}
      />
      <div className="buttons">
        {!alone && <Go to={`/certificates/${certificate.serial}`}>{t('certificate.details')}</Go>}
        {!alone && (
          <PdfLink
            href={addressOf(download.path, { params: { serial: certificate.serial } })}
            download={`${certificate.serial}.pem`}
          >
            {t('certificate.pem')}
          </PdfLink>
        )}
        <AskRevocation certificate={certificate} />
      </div>
    </details>
  );
}

function AskRevocation({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useTranslation('console-office');
  const [asking, setAsking] = useState(false);
  const { staff } = useSession();
  const may =
    staff?.roles.some((role) => role === 'customer-service' || role === 'back-office' || role === 'production') ??
    false;
  const why =
    certificate.status !== 'good' && certificate.status !== 'suspended'
      ? t('revoke.notGood')
      : certificate.use !== 'sign' && certificate.use !== 'encrypt'
        ? t('revoke.authority')
        : may
          ? null
          : t('revoke.askRole');
  return (
    <>
      {why ? (
        <Act danger why={why} onClick={() => undefined}>
          {t('revoke.ask')}
        </Act>
      ) : (
        <Button danger onClick={() => setAsking(true)}>
          {t('revoke.ask')}
        </Button>
      )}
      {asking && <RevocationDialog certificate={certificate} onClose={() => setAsking(false)} />}
    </>
  );
}
