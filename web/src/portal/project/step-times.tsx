import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../parts/duration.ts';

/** Who does what in which order, and how long we take for our part. */
export function StepTimes({ programme }: { readonly programme: ProgrammeView }) {
  const { t } = useTranslation('project');
  const duration = useDuration();
  const service = programme.services.find((one) => one.channel === 'online');
  if (!service) return null;
  return (
    <ol className="steps-list">
      {service.stages.map((stage) => (
        <li key={stage.kind}>
          <h3>{t(`stage.${stage.kind}.name`)}</h3>
          <p>{t(`stage.${stage.kind}.text`, { scan: programme.courier.eveningScan })}</p>
          <p className="small quiet">
            {stage.clock ? t('steps.within', { time: duration(stage.clock.promise) }) : t('steps.yours')}
          </p>
        </li>
      ))}
    </ol>
  );
}
