import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel, ProblemAlert, Sign } from '../../../shared/parts/index.ts';
import { isAllowed, useOrderCommand } from '../../parts/use-order.ts';
import { beforeDownload, outstanding } from './before-download.ts';

/** Until certificates can be downloaded: which step is outstanding, and the confirmation that the parcel is there (BJ-19). */
export function DownloadWaits({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('diagnosis');
  const confirm = useOrderCommand();
  const waits = outstanding(view);
  const steps = beforeDownload(view);
  if (!steps || !waits || view.stage === 'fill' || view.stage === 'finished') return null;
  const mine = waits === 'receipt' && isAllowed(view, 'confirm-received');
  return (
    <Panel title={t('download.title')} {...(mine ? { tone: 'act' as const } : {})}>
      <ol className="checks">
        {steps.map(({ step, done }) => (
          <li key={step} className={done ? 'check-ok' : 'check-open'}>
            <Sign kind={done ? 'check' : 'clock'} />
            <span>{t(`download.${step}.${done ? 'done' : 'open'}`)}</span>
          </li>
        ))}
      </ol>
      <ProblemAlert problem={confirm.error} />
      <div className="buttons">
        {mine && (
          <Button
            type="primary"
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ params: { id: view.id }, body: { command: { type: 'confirm-received' } } })}
          >
            {t('download.confirm')}
          </Button>
        )}
        <Button disabled aria-describedby="download-waits">
          {t('download.go')}
        </Button>
        <span id="download-waits" className="small quiet">
          {t(`download.${waits}.open`)}
        </span>
      </div>
    </Panel>
  );
}
