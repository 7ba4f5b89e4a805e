import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/index.ts';
import { useFormat } from '../format.ts';
import { useNow, useSession } from '../session/index.tsx';

const HOUR = 3600;
const STEPS = [
  { key: 'hour', seconds: HOUR },
  { key: 'day', seconds: 24 * HOUR },
] as const;

/** Shown only in a sandbox: what day it is here, moving time, and where the phones' messages arrive. */
export function SandboxRibbon() {
  const { t } = useTranslation('common');
  const session = useSession();
  const now = useNow();
  const format = useFormat();
  const queries = useQueryClient();
  const move = useCommand(endpoints.sandbox.moveClock, { onSuccess: () => void queries.invalidateQueries() });
  if (session.mode !== 'sandbox') return null;
  return (
    <aside className="ribbon" aria-label={t('sandbox.label')}>
      <div className="ribbon-inner">
        <b>{t('sandbox.label')}</b>
        <span className="ribbon-hint">{t('sandbox.hint')}</span>
        <span className="ribbon-time">{t('sandbox.now', { now: format.moment(now) })}</span>
        {STEPS.map((step) => (
          <Button
            key={step.key}
            size="small"
            loading={move.isPending}
            onClick={() => move.mutate({ body: { advanceSeconds: step.seconds } })}
          >
            {t(`sandbox.move.${step.key}`)}
          </Button>
        ))}
        <a href="/sandbox">{t('sandbox.open')}</a>
      </div>
    </aside>
  );
}
