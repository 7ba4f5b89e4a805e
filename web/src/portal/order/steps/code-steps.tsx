import { activateCertificate, unlockMedium } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { Facts, Notice, ProblemAlert } from '../../../shared/parts/index.ts';
import { StepCodeField } from './code-field.tsx';
import { activationHall, unlockHall } from './halls.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';
import { useSteps } from './use-steps.ts';

/** Activation (PA-20) and unlocking (PA-40): a code by text message, and the key proves itself. */
export function CodeStep({ view, kind }: { readonly view: ApplicationView; readonly kind: 'activation' | 'unlock' }) {
  const { t } = useTranslation('steps');
  const steps = useSteps(view.id);
  const assistant = useAssistant();
  const [code, setCode] = useState('');
  const { client, medium } = assistant;
  const run = useRun(async (telling) => {
    if (kind === 'activation') await activateCertificate(client, activationHall(view.id, code), view.number, telling);
    else await unlockMedium(client, unlockHall(view.id, code), telling);
  });
  const told = steps.data?.[kind];
  if (!told)
    return steps.error ? (
      <ProblemAlert problem={steps.error} onRetry={() => void steps.refetch()} />
    ) : (
      <p role="status">{t('common:loading')}</p>
    );
  const other = medium !== null && medium.serial !== told.mediumSerial;
  return (
    <>
      <p>{t(`${kind}.lead`)}</p>
      {kind === 'activation' && <Notice kind="info" title={t('activation.keep')} />}
      <Facts
        of={[
          [
            t('reader.this'),
            <span key="m" className="code">
              {told.mediumSerial}
            </span>,
          ],
        ]}
      />
      <Reader assistant={assistant} />
      {other && <Notice kind="problem" title={t('reader.other', { serial: told.mediumSerial })} live="polite" />}
      <StepCodeField
        id={`${kind}-code`}
        orderId={view.id}
        purpose={kind}
        value={code}
        onChange={setCode}
        sentTo={told.sentTo}
      />
      <p className="small quiet">{t('tries', told.tries)}</p>
      <RunState run={run} />
      <Button
        type="primary"
        size="large"
        loading={run.running}
        disabled={medium === null || other || (kind === 'activation' && code === '')}
        onClick={() => void run.run()}
      >
        {t(`${kind}.go`)}
      </Button>
    </>
  );
}
