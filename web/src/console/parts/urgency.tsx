import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { type Clock, Sign } from '../../shared/parts/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import { timeLeft } from './time-left.ts';

/** Time left to the office's target, with colour and word; whose clock runs when it is not ours. */
export function Urgency({ clock }: { readonly clock: Clock | null }) {
  const { t } = useTranslation('console');
  const format = useFormat();
  const now = useNow();
  if (!clock || clock.actor === 'nobody') return <span className="quiet">{t('clock.none')}</span>;
  if (clock.actor === 'applicant') return <span className="quiet">{t('clock.applicant')}</span>;
  const until = clock.target ?? clock.promise;
  const left = until ? timeLeft(new Date(until), now) : null;
  const span = left ? t(`clock.span.${left.unit}`, { count: left.amount }) : '';
  return (
    <span className={`clock clock-${clock.urgency}`} title={until ? format.moment(until) : ''}>
      <Sign kind={clock.urgency === 'late' ? 'info' : 'clock'} />
      <span>
        <b>{t(`clock.${clock.urgency}`)}</b>
        {left && <> {left.over ? t('clock.over', { span }) : t('clock.left', { span })}</>}
      </span>
    </span>
  );
}
