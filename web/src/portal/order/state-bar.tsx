import type { ApplicationView, ProgrammeView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Sign } from '../../shared/parts/index.ts';
import { chainOf } from './state-chain.ts';

/** The states of the programme as a bar, the current one marked by word, sign and `aria-current`. */
export function StateBar({ programme, view }: { readonly programme: ProgrammeView; readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const stages = programme.services.find((one) => one.code === view.service)?.stages ?? [];
  const chain = chainOf(programme.states, stages, view);
  const at = chain.findIndex((state) => state.code === view.state.code);
  return (
    <ol className={view.void ? 'bar bar-void' : 'bar'} aria-label={t('bar')}>
      {chain.map((state, index) => {
        const place = index < at ? 'past' : index === at ? 'now' : 'later';
        return (
          <li key={state.code} className={`bar-${place}`} aria-current={place === 'now' ? 'step' : undefined}>
            <span className="bar-dot" aria-hidden="true">
              {place === 'past' ? <Sign kind="check" /> : index + 1}
            </span>
            <span className="bar-label">
              {local(state.label)}
              {place === 'past' && <span className="hidden-visually">{t('past')}</span>}
              {place === 'now' && <span className="bar-here">{view.void ? t('voidHere') : t('here')}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
