import { signApplication } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Facts, Notice, Panel } from '../../../shared/parts/index.ts';
import { signingHall } from './halls.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';

type Signing = NonNullable<ApplicationView['signing']>;

/** Signing the application with the certificate it is about, where the programme allows it. */
export function SigningPanel({
  view,
  signing,
  flush,
  children,
}: {
  readonly view: ApplicationView;
  readonly signing: Signing;
  /** Saves what is typed; false when it could not be. */
  readonly flush: () => Promise<boolean>;
  /** What may be done instead. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('signing');
  const local = useLocal();
  const [begun, setBegun] = useState(false);
  const { refusal, signature } = signing;
  return (
    <Panel id="signing" title={t('title')}>
      <p>{t('lead')}</p>
      {signature ? (
        <SignedNotice id={view.id} signature={signature} next={t('signedNext')} />
      ) : refusal ? (
        <Notice kind="wait" title={t('cannot')}>
          <p>{local(refusal.detail)}</p>
          <p>{t('stamped')}</p>
        </Notice>
      ) : begun ? (
        <SignNow view={view} flush={flush} />
      ) : (
        <>
          <p>{t('last')}</p>
          <Button type="primary" onClick={() => setBegun(true)}>
            {t('begin')}
          </Button>
        </>
      )}
      {children}
    </Panel>
  );
}

/** That the order is signed, and the signed document. */
export function SignedNotice({
  id,
  signature,
  next,
}: {
  readonly id: string;
  readonly signature: NonNullable<Signing['signature']>;
  readonly next: string;
}) {
  const { t } = useTranslation('signing');
  const format = useFormat();
  const { at, dataVersion } = signature;
  return (
    <Notice kind="good" title={t('signed', { at: format.moment(at), version: dataVersion })} live="polite">
      <p>{next}</p>
      <p>
        <a href={`/api/applications/${id}/signature`} download>
          {t('file')}
        </a>
      </p>
    </Notice>
  );
}

function SignNow({ view, flush }: { readonly view: ApplicationView; readonly flush: () => Promise<boolean> }) {
  const { t } = useTranslation('signing');
  const assistant = useAssistant();
  const { client, medium } = assistant;
  const [unsaved, setUnsaved] = useState(false);
  const run = useRun(async (telling) => {
    const saved = await flush();
    setUnsaved(!saved);
    if (saved) await signApplication(client, signingHall(view.id), telling);
  });
  const serial = view.subject?.mediumSerial ?? null;
  const other = medium !== null && serial !== null && medium.serial !== serial;
  return (
    <>
      <p>{t('shown', { number: view.number })}</p>
      {serial && (
        <Facts
          of={[
            [
              t('needed'),
              <span key="s" className="code">
                {serial}
              </span>,
            ],
          ]}
        />
      )}
      <Reader assistant={assistant} />
      {other && <Notice kind="problem" title={t('steps:reader.other', { serial })} live="polite" />}
      {unsaved && <Notice kind="problem" title={t('unsaved')} live="assertive" />}
      <RunState run={run} />
      <Button
        type="primary"
        size="large"
        loading={run.running}
        disabled={medium === null || other}
        onClick={() => void run.run()}
      >
        {t('go')}
      </Button>
    </>
  );
}
