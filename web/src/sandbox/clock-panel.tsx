import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../shared/api/index.ts';
import { useFormat } from '../shared/format.ts';
import { Panel, ProblemAlert } from '../shared/parts/index.ts';
import { useNow } from '../shared/session/index.tsx';

const HOUR = 3600;
const STEPS = { hour: HOUR, fourHours: 4 * HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;

export function ClockPanel() {
  const { t } = useTranslation('sandbox');
  const format = useFormat();
  const now = useNow();
  const queries = useQueryClient();
  const move = useCommand(endpoints.sandbox.moveClock, { onSuccess: () => void queries.invalidateQueries() });
  return (
    <Panel title={t('clock.title')}>
      <p className="start-price">{format.moment(now)}</p>
      <p>{t('clock.text')}</p>
      <div className="buttons">
        {Object.entries(STEPS).map(([name, advanceSeconds]) => (
          <Button key={name} disabled={move.isPending} onClick={() => move.mutate({ body: { advanceSeconds } })}>
            {t(`clock.step.${name}`)}
          </Button>
        ))}
      </div>
      <ProblemAlert problem={move.error} />
    </Panel>
  );
}
