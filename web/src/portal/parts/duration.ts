import type { ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';

type Stage = ProgrammeView['services'][number]['stages'][number];
type Duration = NonNullable<Stage['clock']>['promise'];

/** A duration in words: `1 个工作日`, `1 working day`. */
export function useDuration(): (duration: Duration) => string {
  const { t } = useTranslation('project');
  return ({ amount, unit }) => t(`duration.${unit}.${amount === 1 ? 'one' : 'many'}`, { amount });
}
