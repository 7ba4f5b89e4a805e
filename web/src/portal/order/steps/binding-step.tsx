import { call } from '@yinxin/client';
import type { ApplicationView, ProjectView } from '@yinxin/contract';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { transport, useCall } from '../../../shared/api/index.ts';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';

/** Where the certificate is tied to an account (PA-21): at the system's own first login, or here on the hall's page. */
export function BindingStep({ view, project }: { readonly view: ApplicationView; readonly project: ProjectView }) {
  const { t } = useTranslation('steps');
  const local = useLocal();
  const own = useCall(endpoints.bindings.own, {});
  if (!own.data)
    return own.error ? (
      <ProblemAlert problem={own.error} onRetry={() => void own.refetch()} />
    ) : (
      <p role="status">{t('common:loading')}</p>
    );
  const name = local(project.system.name);
  const here = own.data.systems.find((one) => one.where === 'hall' && local(one.name) === name);
  if (here) return <BindHere system={here.code} name={name} order={view.number} />;
  return (
    <>
      <p>{t('binding.there', { system: name })}</p>
      <ol>
        <li>{t('binding.one', { system: name })}</li>
        <li>{t('binding.two')}</li>
        <li>{t('binding.three')}</li>
      </ol>
      {project.system.url && <p className="wrap-code">{project.system.url}</p>}
    </>
  );
}

function BindHere({ system, name, order }: { readonly system: string; readonly name: string; readonly order: string }) {
  const { t } = useTranslation('steps');
  const assistant = useAssistant();
  const { client, medium } = assistant;
  const run = useRun(async (telling) => {
    if (!medium) return;
    const challenge = await call(transport, endpoints.access.challenge, {});
    const { certificate, signature } = await client.signIn({ serial: medium.serial, nonce: challenge.nonce }, telling);
    await call(transport, endpoints.bindings.bind, {
      body: { challenge: challenge.id, certificate, signature, system },
    });
  });
  return (
    <>
      <p>{t('binding.here', { system: name, order })}</p>
      <Reader assistant={assistant} />
      <RunState run={run} />
      <Button
        type="primary"
        size="large"
        loading={run.running}
        disabled={medium === null}
        onClick={() => void run.run()}
      >
        {t('binding.go')}
      </Button>
    </>
  );
}
