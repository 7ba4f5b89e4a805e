import type { ApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, Panel, PdfLink } from '../../shared/parts/index.ts';
import { blanksOf, isPrinted } from './print.ts';

/** Forms of a business that is handed in, printed again and again until it is reviewed (IT-13, IT-14). */
export function PrintPanel({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  if (!isPrinted(view)) return null;
  const blanks = blanksOf(view);
  return (
    <Panel title={t('print.title')}>
      {view.printing ? (
        <Notice kind="info" title={local(view.printing.detail)}>
          <p>{local(view.printing.next)}</p>
        </Notice>
      ) : (
        <>
          <p>{t('print.lead')}</p>
          {blanks.length > 0 && <p>{t('print.blank', { fields: blanks.map(local).join(t('common:listComma')) })}</p>}
          <ul className="file-list">
            {view.materials.flatMap(({ code, form, label }) =>
              form === null
                ? []
                : [
                    <li key={code}>
                      <PdfLink href={`/api/applications/${view.id}/forms/${form}`}>
                        {t('print.form', { form: local(label) })}
                      </PdfLink>
                    </li>,
                  ],
            )}
          </ul>
        </>
      )}
    </Panel>
  );
}
