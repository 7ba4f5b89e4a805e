import { shortMark } from '@yinxin/documents';
import type { ApplicationState } from './state.ts';

/**
 * Short code of the data and form versions of an order, e.g. `V3-7F2A` (JX-06): the data version, and 16 bits over the
 * order number, the data version and all template versions, so that any change shows.
 */
export function dataMark(state: Pick<ApplicationState, 'number' | 'dataVersion' | 'templates'>): string {
  const templates = Object.entries(state.templates)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([form, version]) => `${form}@${version}`)
    .join(',');
  return shortMark({ order: state.number, dataVersion: state.dataVersion, template: templates });
}
