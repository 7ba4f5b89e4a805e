import { installRenewed } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { renewalHall, subjectOf } from './halls.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';
import { useSteps } from './use-steps.ts';

/** Pulled out after the server had confirmed: the key still has to change over to the new certificate (PA-27). */
export function SwitchStep({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  return (
    <details className="more">
      <summary>{t('switch.title')}</summary>
      <Switching view={view} />
    </details>
  );
}

function Switching({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  const assistant = useAssistant();
  const install = useSteps(view.id).data?.install;
  const { client, medium } = assistant;
  const run = useRun(async (telling) => {
    if (!install || !medium) return;
    const what = { subject: subjectOf(install), certificate: '' };
    const hall = renewalHall(view.id, {}, medium.serial);
    await installRenewed(client, hall, what, { ...telling, order: view.number });
  });
  const isOurs = install?.media.some((one) => one.mediumSerial === medium?.serial && one.status === 'installed');
  return (
    <>
      <p>{t('switch.text')}</p>
      <Reader assistant={assistant} />
      <RunState run={run} />
      <Button loading={run.running} disabled={!isOurs} onClick={() => void run.run()}>
        {t('switch.go')}
      </Button>
    </>
  );
}
