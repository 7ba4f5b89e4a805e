import type { DifferenceView } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLocal } from '../../../shared/language/index.ts';
import { EmptyState } from '../../../shared/parts/index.ts';
import { Grid } from '../../parts/grid.tsx';

/** What changes, place by place: before and after. */
export function DifferenceList({ items }: { readonly items: readonly z.infer<typeof DifferenceView>[] }) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  /** Where only the other language changed, both are shown. */
  const say = (text: LocalText | null, { before, after }: z.infer<typeof DifferenceView>) => {
    if (!text) return t('difference.nothing');
    const isElsewhere = before !== null && after !== null && local(before) === local(after);
    return isElsewhere ? `${text.zh} / ${text.en}` : local(text);
  };
  if (items.length === 0) return <EmptyState title={t('difference.none')} />;
  return (
    <Grid
      caption={t('difference.title')}
      rows={items}
      keyOf={(row) => row.path}
      empty={t('difference.none')}
      columns={[
        { key: 'kind', label: t('difference.kind'), of: (row) => t(`section.${row.kind}`) },
        { key: 'label', label: t('difference.place'), of: (row) => local(row.label) },
        {
          key: 'before',
          label: t('difference.before'),
          of: (row) => <span className="original">{say(row.before, row)}</span>,
        },
        {
          key: 'after',
          label: t('difference.after'),
          of: (row) => <span className="original">{say(row.after, row)}</span>,
        },
      ]}
    />
  );
}
