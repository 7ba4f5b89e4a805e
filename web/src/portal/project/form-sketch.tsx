import type { ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';

/** How the printed form will look while it is empty: which data it holds and where the seal goes. */
export function FormSketch({ title, fields }: { readonly title: string; readonly fields: ProjectView['fields'] }) {
  const { t } = useTranslation('project');
  const local = useLocal();
  return (
    <figure className="sketch">
      <figcaption className="small quiet">{t('sketch.caption')}</figcaption>
      <div className="sketch-sheet">
        <p className="sketch-mark">{t('sketch.mark')}</p>
        <p className="sketch-title">{title}</p>
        <ul>
          <li>{t('sketch.name')}</li>
          <li>{t('sketch.code')}</li>
          {fields.map((field) => (
            <li key={field.code}>{local(field.label)}</li>
          ))}
        </ul>
        <p className="sketch-seal">{t('sketch.seal')}</p>
      </div>
    </figure>
  );
}
