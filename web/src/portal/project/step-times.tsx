import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../parts/duration.ts';
import { wayOf } from '../parts/way.ts';

/** Who does what in which order, and how long we take for our part. */
export function StepTimes({
  programme,
  service,
}: {
  readonly programme: ProgrammeView;
  readonly service: ProgrammeView['services'][number];
}) {
  const { t } = useTranslation('project');
  const duration = useDuration();
  const isReviewedFirst = wayOf(service.stages) === 'review-first';
  return (
    <ol className="steps-list">
      {service.stages.map((stage) => (
        <li key={stage.kind}>
          <h3>{t(`stage.${stage.kind}.name`)}</h3>
          <p>
            {stage.kind === 'payment' && !isReviewedFirst
              ? t('stage.payment.before')
              : t(`stage.${stage.kind}.text`, { scan: programme.courier.eveningScan })}
          </p>
          <p className="small quiet">
            {stage.clock
              ? t('steps.within', { time: duration(stage.clock.promise) })
              : t(stage.kind === 'provision' ? 'steps.ours' : 'steps.yours')}
          </p>
        </li>
      ))}
    </ol>
  );
}
