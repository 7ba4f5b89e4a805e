import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Sign } from '../../shared/parts/index.ts';
import { stepsOf } from './state-chain.ts';

/** The states of the programme as a bar, the current one marked by word, sign and `aria-current`. */
export function StateBar({ programme, view }: { readonly programme: ProgrammeView; readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const service = programme.services.find((one) => one.code === view.service);
  return (
    <ol className={view.void ? 'bar bar-void' : 'bar'} aria-label={t('bar')}>
      {stepsOf(programme.states, service?.online?.finishedState, view).map(({ code, label, place }, index) => (
        <li key={code} className={`bar-${place}`} aria-current={place === 'now' ? 'step' : undefined}>
          <span className="bar-dot" aria-hidden="true">
            {place === 'past' ? <Sign kind="check" /> : label === null ? <Sign kind="cross" /> : index + 1}
          </span>
          <span className="bar-label">
            {label ? local(label) : t('ended')}
            {place === 'past' && <span className="hidden-visually">{t('past')}</span>}
            {place === 'now' && label && <span className="bar-here">{t('here')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
