import type { ClockView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../format.ts';
import { Sign } from './sign.tsx';

export type Clock = z.infer<typeof ClockView>;

/** Who acts next and until when. Applicants see the promise; staff see the office's earlier target. */
export function ClockBadge({
  clock,
  reader = 'applicant',
}: {
  readonly clock: Clock | null;
  readonly reader?: 'applicant' | 'staff';
}) {
  const { t } = useTranslation('common');
  const format = useFormat();
  if (!clock || clock.actor === 'nobody') return null;
  const until = reader === 'staff' ? (clock.target ?? clock.promise) : clock.promise;
  const urgency = clock.actor === 'authority' ? clock.urgency : 'calm';
  return (
    <span className={`clock clock-${urgency}`}>
      <Sign kind={urgency === 'late' ? 'info' : 'clock'} />
      <span>
        {until ? t(`clock.${reader}.${clock.actor}`, { until: format.moment(until) }) : t(`clock.open.${clock.actor}`)}
        {urgency !== 'calm' && <b> · {t(`clock.urgency.${urgency}`)}</b>}
      </span>
    </span>
  );
}
