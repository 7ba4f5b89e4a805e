import { AssistantError } from '@yinxin/assistant/client';
import { useTranslation } from 'react-i18next';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { AssistantProblem } from './assistant-problem.tsx';
import { OtherMedium, type Step } from './making.ts';

/** Why making stopped, at which step, and what to do. */
export function MakingProblem({ problem, step }: { readonly problem: unknown; readonly step: Step | null }) {
  const { t } = useTranslation('console-desks');
  if (!problem) return null;
  return (
    <div>
      {step && <p>{t('making.stopped', { step: t(`making.step.${step}`) })}</p>}
      {problem instanceof OtherMedium ? (
        <Notice kind="problem" title={t('making.other', { found: problem.found })} live="assertive">
          <p>{t('making.otherNext', { expected: problem.expected })}</p>
        </Notice>
      ) : problem instanceof AssistantError ? (
        <AssistantProblem problem={problem} />
      ) : (
        <ProblemAlert problem={problem} />
      )}
    </div>
  );
}
