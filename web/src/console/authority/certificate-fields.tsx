import type { CertificateFields as Fields } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { Facts, Panel } from '../../shared/parts/index.ts';

/** Attributes as people write them (RFC 4514 §3); others keep their object identifier. */
const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const names = (parts: z.infer<typeof Fields>['subject']) =>
  parts.map((one) => `${SHORT[one.type] ?? one.type}=${one.value}`).join(', ');

/** The certificate as its bytes say it. */
export function CertificateFields({ of, shard }: { readonly of: z.infer<typeof Fields>; readonly shard: number }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  const code = (text: string | null) => text && <span className="code hash">{text}</span>;
  const lines = (all: readonly string[]) =>
    all.length === 0
      ? null
      : all.map((one) => (
          <span key={one} className="code block">
            {one}
          </span>
        ));
  return (
    <Panel title={t('fields.title')}>
      <Facts
        of={[
          [t('fields.version'), `v${of.version}`],
          [t('detail.serial'), code(of.serial)],
          [t('fields.decimal'), code(of.serialDecimal)],
          [t('fields.signature'), code(of.signatureAlgorithm)],
          [t('detail.subject'), names(of.subject)],
          [t('fields.issuer'), names(of.issuer)],
          [t('fields.keyAlgorithm'), code(of.publicKeyAlgorithm)],
          [t('fields.key'), code(of.publicKey)],
          [t('fields.ski'), code(of.keyIdentifier)],
          [t('fields.aki'), code(of.authorityKeyIdentifier)],
          [t('fields.usage'), code(of.keyUsage.join(', '))],
          [t('fields.extendedUsage'), of.extendedKeyUsage.length === 0 ? null : code(of.extendedKeyUsage.join(', '))],
          [
            t('fields.ca'),
            !of.ca
              ? null
              : of.pathLength === null
                ? t('fields.isCa')
                : t('fields.pathLength', { length: of.pathLength }),
          ],
          [t('detail.crl'), lines(of.crlUrls)],
          [t('fields.shard'), shard > 0 ? String(shard) : null],
          [t('detail.ocsp'), lines(of.ocspUrls)],
          [t('fields.caIssuers'), lines(of.caIssuersUrls)],
          ...of.identity.map(
            (one) => [t(`identity.${one.oid.replaceAll('.', '-')}`, one.oid), code(one.value)] as const,
          ),
          ['SM3', code(of.fingerprintSm3)],
          ['SHA-256', code(of.fingerprintSha256)],
          [t('fields.size'), format.bytes(of.bytes)],
        ]}
      />
      <details>
        <summary>{t('fields.extensions', { count: of.extensions.length })}</summary>
        <ul className="log">
          {of.extensions.map((one) => (
            <li key={one.oid}>
              <span className="code">{one.oid}</span> {one.critical && <b>{t('fields.critical')}</b>}
              <pre className="raw">{one.value}</pre>
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
