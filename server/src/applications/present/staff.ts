import type { StaffApplicationView } from '@yinxin/contract';
import { type Context, projectOf } from '../engine/context.ts';
import type { Recorded } from '../engine/events.ts';
import { holder } from '../engine/stages/review.ts';
import type { ApplicationState } from '../engine/state.ts';
import { applicationView } from './application.ts';
import { maskValue } from './parts.ts';

/** What staff see beside the order that is not in its history. */
export interface Surroundings {
  readonly registerName: string | null;
  readonly otherApplications: StaffApplicationView['otherApplications'];
}

/** The order for staff: personal values masked, who holds it, contacts, and what changed since the last review. */
export function staffView(
  state: ApplicationState,
  history: readonly Recorded[],
  context: Context,
  surroundings: Surroundings,
): StaffApplicationView {
  const held = holder(state, context.now);
  return {
    ...applicationView(state, history, context, 'staff'),
    heldBy: held && { id: held.id, name: held.name, until: held.until },
    contacts: state.contacts.map((c) => ({ ...c })),
    changedSinceReview: changes(state, context),
    registerName: surroundings.registerName,
    otherApplications: surroundings.otherApplications,
  };
}

function changes(state: ApplicationState, { programme }: Context): StaffApplicationView['changedSinceReview'] {
  const { seen } = state.review;
  if (!seen) return [];
  const project = projectOf(programme, state);
  const fields = project.fields.flatMap((spec) => {
    const before = seen.fields[spec.code] ?? '';
    const after = state.fields[spec.code]?.value ?? '';
    if (before === after) return [];
    const shown = (value: string) => (spec.personal ? maskValue(spec, value) : value) || null;
    return [{ kind: 'field' as const, code: spec.code, before: shown(before), after: shown(after) }];
  });
  const materials = project.materials.flatMap((spec) => {
    const before = seen.files[spec.code] ?? null;
    const after = state.materials[spec.code]?.file.sha256 ?? null;
    return before === after ? [] : [{ kind: 'material' as const, code: spec.code, before, after }];
  });
  return [...fields, ...materials];
}
