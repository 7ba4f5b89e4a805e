import type { PriceLine } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';

/** Prices announced for a later day; nothing when there are none. */
export function AnnouncedPrices({ lines }: { readonly lines: readonly PriceLine[] }) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const format = useFormat();
  return lines.map((line) => (
    <p key={`${line.code} ${line.from}`} className="announced">
      {t('price.announced', {
        day: format.day(`${line.from}T12:00:00+08:00`),
        label: local(line.label),
        amount: format.fen(line.fen),
      })}
    </p>
  ));
}
