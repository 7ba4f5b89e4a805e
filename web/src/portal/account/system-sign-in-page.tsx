import { Link } from '@tanstack/react-router';
import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport, useCommand } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { CertificateAnswer } from './certificate-answer.tsx';

/** What the system sent, letter for letter: the router would read a number where there are only digits. */
function asked() {
  const search = new URLSearchParams(window.location.search);
  const of = (name: string) => search.get(name) ?? '';
  return { system: of('system'), redirectUri: of('redirect'), state: of('state'), nonce: of('nonce') };
}

/** The unified sign-in of relying systems 统一认证: the certificate in the reader answers, the browser goes back. */
export function SystemSignInPage() {
  const { t } = useTranslation('account');
  const local = useLocal();
  const [body] = useState(asked);
  const isAsked = body.system !== '';
  const request = useCommand(endpoints.relying.request);
  const { mutate, data, error } = request;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || !isAsked) return;
    begun.current = true;
    mutate({ body });
  }, [mutate, body, isAsked]);
  const name = data ? local(data.systemName) : '';
  const title = data ? t('system.titleOf', { system: name }) : t('system.title');
  return (
    <div className="narrow">
      <PageTitle title={title} lead={t('system.lead')}>
        {title}
      </PageTitle>
      {error && (
        <>
          <ProblemAlert problem={error} />
          <Notice kind="info" title={t('system.backThere')} />
        </>
      )}
      {!isAsked && <Notice kind="info" title={t('system.notAsked')} />}
      {isAsked && !data && !error && <p role="status">{t('common:loading')}</p>}
      {data && (
        <Panel title={t('system.which', { system: name })}>
          <CertificateAnswer
            label={t('system.go', { system: name })}
            onProof={async (proof) => {
              const { redirectTo } = await call(transport, endpoints.relying.answer, {
                body: { ...proof, request: data.id },
              });
              window.location.assign(redirectTo);
            }}
          />
        </Panel>
      )}
      <ul className="links">
        <li>
          <Link to="/certificates">{t('system.noCertificate')}</Link>
        </li>
        <li>
          <Link to="/help">{t('system.help')}</Link>
        </li>
      </ul>
    </div>
  );
}
