import { addressOf } from '@yinxin/client';
import { type AuthorityCertificateView, type AuthorityDetail, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, PageTitle, Panel, PdfLink } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Go, useParam } from '../parts/place.tsx';
import { ActivationPanel } from './activation-panel.tsx';
import { KeyStateLine } from './key-state.tsx';
import { saveText } from './save-text.ts';

type Detail = z.infer<typeof AuthorityDetail>;
type Certificate = z.infer<typeof AuthorityCertificateView>;

/** One CA: its key, its certificates and their chain, what issues through it, and what may be done with it. */
export function AuthorityPage() {
  const { t } = useTranslation('console-authority');
  const name = useParam('name');
  const detail = useCall(endpoints.authorities.detail, { params: { name } }, { refetchInterval: 30_000 });
  return (
    <>
      <PageTitle title={name}>{name}</PageTitle>
      <p>
        <Go to="/authorities">{t('detail.back')}</Go>
      </p>
      <Answered query={detail}>{(answer) => <Whole of={answer} />}</Answered>
    </>
  );
}

function Whole({ of }: { readonly of: Detail }) {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const format = useFormat();
  const mayAct = staff?.roles.includes('administrator') ?? false;
  const acts = actsFor(of);
  return (
    <>
      <Panel title={t(`kind.${of.kind}`)} aside={t(`state.${of.state}`)}>
        <Facts
          of={[
            [t('detail.subject'), of.subject],
            [t('list.algorithm'), of.algorithm && t(`algorithm.${of.algorithm}`)],
            [t('detail.parent'), of.parent && <Go to={`/authorities/${of.parent}`}>{of.parent}</Go>],
            [t('list.key'), of.store && <KeyStateLine state={of.key} activation={of.activation} />],
            [t('detail.store'), of.store],
            [t('detail.from'), of.notBefore && format.moment(of.notBefore)],
            [t('list.until'), of.notAfter && format.moment(of.notAfter)],
            [t('detail.crl'), of.crlUrl && <span className="code">{of.crlUrl}</span>],
            [t('detail.ocsp'), of.ocspUrl && <span className="code">{of.ocspUrl}</span>],
            [t('detail.default'), of.isDefault ? t('list.default') : null],
            [t('detail.profiles'), of.profiles.join(' · ')],
            [
              t('detail.assignments'),
              of.assignments
                .map((one) =>
                  one.programme
                    ? `${one.profile} (${one.programme})`
                    : t('detail.everywhere', { profile: one.profile }),
                )
                .join(' · '),
            ],
          ]}
        />
        {of.requestPending && (
          <PdfLink
            href={addressOf(endpoints.authorities.request.path, { params: { name: of.name } })}
            download={`${of.name}.p10.pem`}
          >
            {t('detail.request')}
          </PdfLink>
        )}
        {mayAct && acts.length > 0 && (
          <>
            <h3>{t('detail.acts')}</h3>
            <ul className="log">
              {acts.map((kind) => (
                <li key={kind}>
                  <Go to={`/ceremonies/new?kind=${kind}&authority=${of.name}`}>{t(`ceremony.kind.${kind}`)}</Go>
                </li>
              ))}
            </ul>
          </>
        )}
      </Panel>
      {of.activation && <ActivationPanel name={of.name} activation={of.activation} />}
      <Certificates title={t('detail.certificates')} of={of.certificates} />
      {of.chain.length > 0 && <Certificates title={t('detail.chain')} of={of.chain} />}
    </>
  );
}

/** Ceremonies that make sense for a CA in its state. */
function actsFor(of: Detail) {
  if (of.state === 'requested') return ['import-certificate'] as const;
  if (of.state !== 'active' || of.kind === 'cross') return [] as const;
  const always = ['renew-same-key', 'renew-new-key', 'require-activation', 'retire'] as const;
  return of.kind === 'root'
    ? (['create-issuing', 'cross-sign', ...always] as const)
    : ([...(of.isDefault ? [] : (['assign'] as const)), 'cross-sign', ...always] as const);
}

function Certificates({ title, of }: { readonly title: string; readonly of: readonly Certificate[] }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Panel title={title}>
      {of.length === 0 && <p className="quiet">{t('detail.noCertificate')}</p>}
      {of.map((one) => (
        <details key={one.serial} className="certificate" open={of.length === 1}>
          <summary>
            <b>{one.subject}</b>
            <span className="small quiet block">
              {t(`detail.of.${one.kind}`)} · {t('detail.by', { issuer: one.issuer })} · {format.day(one.notAfter)}
            </span>
          </summary>
          <Facts
            of={[
              [
                t('detail.serial'),
                <span key="serial" className="code">
                  {one.serial}
                </span>,
              ],
              [t('detail.from'), format.moment(one.notBefore)],
              [t('list.until'), format.moment(one.notAfter)],
              [
                'SM3',
                <span key="sm3" className="code hash">
                  {one.fingerprintSm3}
                </span>,
              ],
              [
                'SHA-256',
                <span key="sha" className="code hash">
                  {one.fingerprintSha256}
                </span>,
              ],
            ]}
          />
          <div className="buttons">
            <Button size="small" onClick={() => saveText(`${one.serial}.pem`, one.pem)}>
              {t('detail.pem')}
            </Button>
            <Go to={`/certificates/${one.serial}`}>{t('detail.open')}</Go>
          </div>
        </details>
      ))}
    </Panel>
  );
}
