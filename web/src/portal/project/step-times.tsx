import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../parts/duration.ts';
import { papersOf, wayOf } from '../parts/way.ts';

/** Stages in which the house works, even where nothing is promised. */
const OURS: ReadonlySet<string> = new Set(['review', 'production', 'delivery', 'provision']);

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
  const papers = papersOf(service.stages);
  /** What differs from a first application that is reviewed, paid and then posted. */
  const otherText = (kind: string) => {
    if (kind === 'payment' && !isReviewedFirst) return t('stage.payment.before');
    if (kind === 'papers' && papers === 'sent') return t('stage.papers.sent');
    return kind === 'production' && papers === 'none' ? t('stage.production.plain') : null;
  };
  return (
    <ol className="steps-list">
      {service.stages.map((stage) => (
        <li key={stage.kind}>
          <h3>{t(`stage.${stage.kind}.name`)}</h3>
          <p>{otherText(stage.kind) ?? t(`stage.${stage.kind}.text`, { scan: programme.courier.eveningScan })}</p>
          <p className="small quiet">
            {stage.clock
              ? t('steps.within', { time: duration(stage.clock.promise) })
              : t(OURS.has(stage.kind) ? 'steps.ours' : 'steps.yours')}
          </p>
        </li>
      ))}
    </ol>
  );
}
