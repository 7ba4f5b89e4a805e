import type { ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { FormSketch } from './form-sketch.tsx';

/** What is asked for only after some answers is not said to be required of everybody. */
function sortOf({ required, when }: ProjectView['materials'][number]) {
  if (!required) return 'papers.optional';
  return when ? 'papers.depends' : 'papers.required';
}

/** The papers of a project with their guidance, whether they are posted later, and how generated forms look (JX-24…26). */
export function PaperList({
  materials,
  fields,
  afterPayment,
}: {
  readonly materials: ProjectView['materials'];
  readonly fields: ProjectView['fields'];
  /** Whether the originals are posted once it is paid. */
  readonly afterPayment: boolean;
}) {
  const { t } = useTranslation('project');
  const local = useLocal();
  return (
    <ol className="papers">
      {materials.map((material) => (
        <li key={material.code}>
          <h3>
            {local(material.label)}
            <span className="tag">{t(sortOf(material))}</span>
            {material.paper && <span className="tag">{t(afterPayment ? 'papers.posted' : 'papers.sent')}</span>}
          </h3>
          <p>{local(material.guidance)}</p>
          {material.form && (
            <details>
              <summary>{t('papers.look')}</summary>
              <FormSketch title={local(material.label)} fields={fields} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
