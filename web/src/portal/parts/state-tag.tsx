import type { LocalText } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';

/** The order's state in the programme's own words; a void order says so, so that nobody pays it (JX-32). */
export function StateTag({
  state,
  isVoid,
}: {
  readonly state: { readonly code: string; readonly label: LocalText };
  readonly isVoid: boolean;
}) {
  const { t } = useTranslation('orders');
  const local = useLocal();
  return (
    <span className={isVoid ? 'state state-void' : 'state'}>
      {local(state.label)}
      {isVoid && <b> · {t('void')}</b>}
    </span>
  );
}
