import { Link, useParams } from '@tanstack/react-router';
import type { Downloads } from '@yinxin/programme';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { useProgrammes } from '../programmes.ts';
import { detect, propose } from './detect.ts';

/** The download area of a programme 用户下载专区: the package that fits this computer first, then all of them (IT-36). */
export function DownloadsPage() {
  const { t } = useTranslation('downloads');
  const local = useLocal();
  const { programme: code } = useParams({ strict: false });
  const programmes = useProgrammes();
  if (programmes.error) return <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />;
  if (!programmes.data) return <p role="status">{t('common:loading')}</p>;
  const downloads = programmes.data.programmes.find((one) => one.code === code)?.downloads;
  if (!downloads) return <NotFoundPage />;
  return (
    <>
      <PageTitle
        title={local(downloads.suite)}
        lead={t('lead')}
        above={
          <p className="crumbs">
            <Link to="/help">{t('help:back')}</Link>
          </p>
        }
      >
        {local(downloads.suite)}
      </PageTitle>
      <Here downloads={downloads} />
      <Panel title={t('all')}>
        <ul className="links">
          {downloads.packages.map((one) => (
            <li key={one.code}>
              <a href={one.url}>{local(one.label)}</a>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('browsers')}>
        <Facts of={downloads.browsers.map((one) => [local(one.label), t('from', { version: one.from })] as const)} />
      </Panel>
    </>
  );
}

/** What this computer is, and the package for it; one that is not named is not called supported. */
function Here({ downloads }: { readonly downloads: Downloads }) {
  const { t } = useTranslation('downloads');
  const local = useLocal();
  const [{ fits, system, browser }] = useState(() => propose(downloads, detect(window.navigator.userAgent)));
  return (
    <>
      <Notice kind={fits ? 'good' : 'wait'} title={t(`system.${system}`)}>
        {fits ? (
          <p>
            <a href={fits.url} className="button-link button-main">
              {t('get', { name: local(fits.label) })}
            </a>
          </p>
        ) : (
          <p>{t('otherComputer')}</p>
        )}
      </Notice>
      <Notice kind={browser === 'supported' ? 'good' : 'wait'} title={t(`browser.${browser}`)}>
        {browser !== 'supported' && <p>{t('otherBrowser')}</p>}
      </Notice>
    </>
  );
}
