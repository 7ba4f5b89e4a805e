import { installSealOf } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { Notice, ProblemAlert } from '../../../shared/parts/index.ts';
import { sealHall } from './halls.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';
import { useSteps } from './use-steps.ts';

/** Puts the made seal into the key of its certificate (PA-45); until it is made there is nothing to do. */
export function SealStep({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('steps');
  const steps = useSteps(view.id);
  const seal = steps.data?.seal;
  if (!seal)
    return steps.error ? (
      <ProblemAlert problem={steps.error} onRetry={() => void steps.refetch()} />
    ) : (
      <p role="status">{t('common:loading')}</p>
    );
  return seal.sealId === null ? <p>{t('seal.making')}</p> : <Installing view={view} serial={seal.mediumSerial} />;
}

function Installing({ view, serial }: { readonly view: ApplicationView; readonly serial: string }) {
  const { t } = useTranslation('steps');
  const assistant = useAssistant();
  const { client, medium } = assistant;
  const run = useRun((telling) => installSealOf(client, sealHall(view.id), { ...telling, order: view.number }));
  const other = medium !== null && medium.serial !== serial;
  return (
    <>
      <p>{t('seal.lead')}</p>
      <Reader assistant={assistant} />
      {other && <Notice kind="problem" title={t('reader.other', { serial })} live="polite" />}
      <RunState run={run} />
      <Button
        type="primary"
        size="large"
        loading={run.running}
        disabled={medium === null || other}
        onClick={() => void run.run()}
      >
        {t('seal.go')}
      </Button>
    </>
  );
}
