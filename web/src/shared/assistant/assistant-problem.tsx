import type { AssistantError } from '@yinxin/assistant/client';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../language/index.ts';
import { Notice } from '../parts/index.ts';

/** A refusal of the assistant in its own words. */
export function AssistantProblem({ problem }: { readonly problem: AssistantError }) {
  const { t } = useTranslation('common');
  const local = useLocal();
  return (
    <Notice kind="problem" title={local(problem.detail)} live="assertive">
      <p>{local(problem.next)}</p>
      <p className="small quiet">
        {t('problem.code')} <span className="code">{problem.code}</span>
      </p>
    </Notice>
  );
}
