import { shortMark } from '@yinxin/documents';
import type { Project } from '@yinxin/programme';
import type { ApplicationState } from './state.ts';

/** Short code that a form of an order must show now, as it is printed on the form, e.g. `V3-7F2A` (JX-06). */
export function formMark(state: Pick<ApplicationState, 'number' | 'dataVersion' | 'templates'>, form: string): string {
  const template = `${form}@${state.templates[form] ?? 1}`;
  return shortMark({ order: state.number, dataVersion: state.dataVersion, template });
}

/** The code of the first form of the order: what people name when they talk about its version. */
export function dataMark(state: ApplicationState, project: Project): string {
  const first = project.materials.find((m) => m.form !== undefined)?.form;
  return first === undefined ? `V${state.dataVersion}` : formMark(state, first);
}
