import type { HoldingConsequences } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';

/** Orders told one by one; more are counted. */
const FEW = 5;

/** Everything an act touches, each thing with what becomes of it. */
export function Consequences({ of }: { readonly of: z.infer<typeof HoldingConsequences> }) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const format = useFormat();
  const { certificate, medium, seals, bindings } = of;
  const others = of.applications.filter((one) => !one.about);
  return (
    <>
      <h3>{t('effects.title')}</h3>
      <ul>
        <li>{t(`effects.certificate.${certificate.when}`)}</li>
        {medium && <li>{t(`effects.medium.${medium.effect}`, { serial: medium.serial })}</li>}
        {seals.map((seal) => (
          <li key={seal.id}>{t(`effects.seal.${seal.effect}`, { name: seal.name })}</li>
        ))}
        {bindings.map((one) => (
          <li key={one.id}>
            {t(`effects.binding.${one.effect}`, { system: local(one.systemName), account: one.account })}
          </li>
        ))}
        {of.operators.map((one) => (
          <li key={one.id}>{t('effects.operator', { name: one.name })}</li>
        ))}
        {others.slice(0, FEW).map((one) => (
          <li key={one.id}>{t('effects.application', { number: one.number, state: local(one.state) })}</li>
        ))}
        {others.length > FEW && <li>{t('effects.moreApplications', { count: others.length - FEW })}</li>}
        {of.money.map((one) => (
          <li key={one.applicationId}>{t('effects.money', { number: one.number, amount: format.fen(one.fen) })}</li>
        ))}
        {of.othersTotal > 0 && <li>{t('effects.others', { count: of.othersTotal })}</li>}
      </ul>
      {of.final && <Notice kind="wait" title={t('effects.final')} />}
    </>
  );
}
