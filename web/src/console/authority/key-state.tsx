import type { ActivationView, KeyState } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

/** Whether a CA key can sign now, and if not, why and who can change that. */
export function KeyStateLine({
  state,
  activation,
}: {
  readonly state: z.infer<typeof KeyState>;
  readonly activation: z.infer<typeof ActivationView> | null;
}) {
  const { t } = useTranslation('console-authority');
  return (
    <>
      <span className={`state state-${state.ready ? 'ready' : 'down'}`}>
        {t(state.ready ? 'key.ready' : 'key.not')}
      </span>
      {state.problem && <span className="block small">{t(`problem.${state.problem}`)}</span>}
      {activation && !activation.active && (
        <span className="block small quiet">
          {t('activation.count', { entered: activation.entered.length, threshold: activation.threshold })}
        </span>
      )}
    </>
  );
}
