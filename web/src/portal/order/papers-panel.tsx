import type { ApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Facts, Panel } from '../../shared/parts/index.ts';

/** Posting information beside order state and payment state (JX-40, JX-41). */
export function PapersPanel({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const format = useFormat();
  const { papers } = view;
  if (papers.trackingNumber === null) return null;
  return (
    <Panel title={t('papersPanel.title')} aside={<span className="tag">{t(`papersPanel.${papers.status}`)}</span>}>
      <Facts
        of={[
          [t('post.carrier'), papers.carrier],
          [
            t('post.number'),
            <span key="n" className="code">
              {papers.trackingNumber}
            </span>,
          ],
          papers.postedAt && [t('papersPanel.postedAt'), format.moment(papers.postedAt)],
          papers.confirmedAt && [t('papersPanel.confirmedAt'), format.moment(papers.confirmedAt)],
        ]}
      />
    </Panel>
  );
}
