import type { ApplicationView, ProjectView } from '@yinxin/contract';

/** The person named first in the form with a mobile, as far as both are filled in. */
export function handlerOf(project: ProjectView, view: ApplicationView) {
  const value = (kind: 'person-name' | 'mobile') => {
    const spec = project.fields.find((field) => field.kind === kind);
    return view.fields.find((field) => field.code === spec?.code)?.value ?? '';
  };
  const name = value('person-name');
  const mobile = value('mobile');
  return name !== '' && mobile !== '' ? { name, mobile } : null;
}
