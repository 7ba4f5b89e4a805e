import { addressOf } from '@yinxin/client';
import { type CertificateDetail, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { Notice, PageTitle, Panel, PdfLink } from '../../shared/parts/index.ts';
import { CertificateCard } from '../office/certificate-card.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go, useParam } from '../parts/place.tsx';
import { CertificateFields } from './certificate-fields.tsx';
import { CertificateHistory } from './certificate-history.tsx';

type Detail = z.infer<typeof CertificateDetail>;

/** One certificate in every respect: parsed, its chain, the lint's findings, its history, and the bytes themselves. */
export function CertificatePage() {
  const { t } = useTranslation('console-authority');
  const serial = useParam('serial');
  const read = useCall(endpoints.certificates.detail, { params: { serial } });
  return (
    <>
      <PageTitle title={serial}>{t('certificate.title')}</PageTitle>
      <p>
        <Go to="/certificates">{t('certificate.back')}</Go>
      </p>
      <Answered query={read}>{(answer) => <Whole of={answer} />}</Answered>
    </>
  );
}

function Whole({ of }: { readonly of: Detail }) {
  const { t } = useTranslation('console-authority');
  const { serial } = of.certificate;
  const file = (form: 'pem' | 'der' | 'chain') =>
    addressOf(endpoints.certificates.download.path, { params: { serial }, query: { form } });
  return (
    <>
      {of.openRequest && (
        <Notice
          kind="wait"
          title={t(`certificate.asked.${of.openRequest.act}`)}
          action={<Go to="/revocations?status=open">{t('certificate.toRequests')}</Go>}
        />
      )}
      <CertificateCard certificate={of.certificate} open alone />
      <div className="tools">
        <PdfLink href={file('pem')} download={`${serial}.pem`}>
          {t('certificate.pem')}
        </PdfLink>
        <PdfLink href={file('der')} download={`${serial}.cer`}>
          {t('certificate.der')}
        </PdfLink>
        <PdfLink href={file('chain')} download={`${serial}-chain.pem`}>
          {t('certificate.withChain')}
        </PdfLink>
      </div>
      {of.twin && (
        <p>
          {t('certificate.twin')} <Go to={`/certificates/${of.twin.serial}`}>{of.twin.subject}</Go>{' '}
          <span className="code small">{of.twin.serial}</span>
        </p>
      )}
      <Findings of={of} />
      <CertificateFields of={of.fields} shard={of.shard} />
      <Panel title={t('certificate.chain')}>
        <ol className="log">
          {of.chain.map((one) => (
            <li key={one.serial}>
              <Go to={`/certificates/${one.serial}`}>{one.subject}</Go>
            </li>
          ))}
        </ol>
      </Panel>
      <CertificateHistory of={of.history} />
    </>
  );
}

function Findings({ of }: { readonly of: Detail }) {
  const { t } = useTranslation('console-authority');
  return (
    <Panel title={t('certificate.lint')}>
      {of.findings.length === 0 ? (
        <Notice kind="good" title={t('certificate.noFindings')} />
      ) : (
        <Grid
          caption={t('certificate.lint')}
          rows={of.findings}
          keyOf={(row) => `${row.code} ${row.detail ?? ''}`}
          empty={t('certificate.noFindings')}
          columns={[
            { key: 'severity', label: t('certificate.severity'), of: (row) => t(`certificate.of.${row.severity}`) },
            { key: 'rule', label: t('certificate.rule'), of: (row) => <span className="code">{row.code}</span> },
            { key: 'clause', label: t('certificate.clause'), of: (row) => row.clause },
            { key: 'detail', label: t('certificate.detail'), of: (row) => row.detail },
          ]}
        />
      )}
    </Panel>
  );
}
