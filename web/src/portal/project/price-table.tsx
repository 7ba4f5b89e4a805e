import type { LocalText } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';

/** The price line by line with its sum. */
export function PriceTable({
  lines,
  totalFen,
}: {
  readonly lines: readonly { readonly code: string; readonly label: LocalText; readonly fen: number }[];
  readonly totalFen: number;
}) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const format = useFormat();
  return (
    <table className="price">
      <caption className="hidden-visually">{t('price.caption')}</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.code}>
            <th scope="row">{local(line.label)}</th>
            <td>{format.fen(line.fen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('price.total')}</th>
          <td>{format.fen(totalFen)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
