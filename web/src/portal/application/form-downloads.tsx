import type { ApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PdfLink } from '../../shared/parts/index.ts';
import type { useDraft } from './use-draft.ts';

function printedKey(id: string): string {
  return `yinxin-printed-${id}`;
}
function printedMark(id: string): string | null {
  try {
    return window.sessionStorage.getItem(printedKey(id));
  } catch {
    return null;
  }
}

/** What is still blank, before it is printed; where blanks may be completed by hand both ways are offered (IT-13). */
function BlankFields({ fields, byHand }: { readonly fields: readonly string[]; readonly byHand: boolean }) {
  const { t } = useTranslation('application');
  const named = { fields: fields.join(t('common:listComma')) };
  if (!byHand) return <Notice kind="info" title={t('forms.missing', named)} />;
  return (
    <Notice kind="info" title={t('forms.blank', named)}>
      <p>
        <a href="#data">{t('forms.fillNow')}</a> {t('forms.orByHand')}
      </p>
    </Notice>
  );
}

/** The forms made from the data, each with its data mark; data changed after printing means printing anew (JX-06). */
export function FormDownloads({
  view,
  draft,
  missing,
}: {
  readonly view: ApplicationView;
  readonly draft: ReturnType<typeof useDraft>;
  readonly missing: readonly string[];
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
  const [printed, setPrinted] = useState(() => printedMark(view.id));
  const outdated = view.materials.filter((one) => one.file?.outdated);
  const changed = outdated.length > 0 || (printed !== null && (printed !== view.dataMark || !draft.isClean));

  function remember() {
    setPrinted(view.dataMark);
    try {
      window.sessionStorage.setItem(printedKey(view.id), view.dataMark);
    } catch {
      // Only a convenience: the server recognises an outdated form by its mark.
    }
  }
  return (
    <>
      <p>{t('forms.lead')}</p>
      {changed && (
        <Notice kind="wait" title={t('forms.changed')} live="polite">
          <p>{t('forms.changedNext')}</p>
        </Notice>
      )}
      {missing.length > 0 && <BlankFields fields={missing} byHand={view.materials.some((one) => one.byHand)} />}
      <ul className="file-list">
        {view.materials.flatMap((material) =>
          material.form === null
            ? []
            : [
                <li key={material.code}>
                  {draft.isClean ? (
                    // biome-ignore lint/a11y/noStaticElementInteractions: remembers that the link inside was followed
                    // biome-ignore lint/a11y/useKeyWithClickEvents: following the link by keyboard clicks too
                    <span onClick={remember}>
                      <PdfLink href={`/api/applications/${view.id}/forms/${material.form}`}>
                        {t('forms.download', { form: local(material.label) })}
                      </PdfLink>
                      {material.mark && (
                        <span className="small quiet">
                          {t('forms.mark')} <span className="code">{material.mark}</span>
                        </span>
                      )}
                    </span>
                  ) : (
                    <span className="quiet">{t('forms.wait', { form: local(material.label) })}</span>
                  )}
                </li>,
              ],
        )}
      </ul>
    </>
  );
}
