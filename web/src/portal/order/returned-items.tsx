import type { ApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';

/** Only what was returned, each with its reason and what to do (JX-30, JX-31). */
export function ReturnedItems({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const items = [
    ...view.materials.flatMap((one) => (one.fault ? [{ code: one.code, label: one.label, fault: one.fault }] : [])),
    ...view.fields.flatMap((one) => (one.fault ? [{ code: one.code, label: one.spec.label, fault: one.fault }] : [])),
  ];
  return (
    <>
      <p>{t('returned.text')}</p>
      <ul className="cards">
        {items.map(({ code, label, fault }) => (
          <li key={code}>
            <h3>{local(label)}</h3>
            <p>
              {t('returned.reason')} <b>{local(fault.label)}</b>
            </p>
            <p>
              {t('returned.todo')} {local(fault.whatToDo)}
            </p>
            {fault.note && <p className="quiet">{t('returned.note', { note: fault.note })}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
