import { useTranslation } from 'react-i18next';
import { type ProductionState, STEPS, type Step } from './making.ts';

/** Steps certainly done, by what the server has written down. */
const DONE: Record<ProductionState['status'], number> = {
  waiting: 0,
  abandoned: 0,
  personalised: STEPS.indexOf('request'),
  issued: STEPS.indexOf('install'),
  made: STEPS.length,
};

export function Stepper({
  status,
  step,
  running,
  failed,
}: {
  readonly status: ProductionState['status'];
  readonly step: Step | null;
  readonly running: boolean;
  readonly failed: boolean;
}) {
  const { t } = useTranslation('console-desks');
  const at = step !== null && (running || failed) ? STEPS.indexOf(step) : DONE[status];
  const kindOf = (index: number) => {
    if (status === 'made') return 'done';
    if (index < at) return 'done';
    if (index > at) return 'open';
    return running ? 'now' : failed ? 'failed' : 'open';
  };
  return (
    <ol className="stepper" aria-live="polite">
      {STEPS.map((one, index) => (
        <li
          key={one}
          className={`step step-${kindOf(index)}`}
          aria-current={kindOf(index) === 'now' ? 'step' : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {kindOf(index) === 'done' ? '✓' : kindOf(index) === 'failed' ? '!' : index + 1}
          </span>
          <span>
            {t(`making.step.${one}`)}
            <span className="hidden-visually"> {t(`making.is.${kindOf(index)}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
