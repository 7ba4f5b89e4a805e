import type { MaterialFault, StaffApplicationView, StaffCommand } from '@yinxin/contract';

/** Something that a reviewer looks at: a material or a field of the form. */
export interface Item {
  readonly kind: 'material' | 'field';
  readonly code: string;
  readonly changed: boolean;
}
export type Mark =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'fault'; readonly reason: string; readonly note: string };
/** What was decided so far, by `kind:code`. */
export type Marks = Readonly<Record<string, Mark>>;

export function keyOf(item: Pick<Item, 'kind' | 'code'>): string {
  return `${item.kind}:${item.code}`;
}

/** All items, what changed since the last review first, materials before fields. */
export function itemsOf(order: Pick<StaffApplicationView, 'materials' | 'fields' | 'changedSinceReview'>): Item[] {
  const changed = new Set(order.changedSinceReview.map(keyOf));
  const all = [
    ...order.materials
      .filter((material) => material.required || material.file)
      .map((material) => ({ kind: 'material' as const, code: material.code })),
    ...order.fields.map((field) => ({ kind: 'field' as const, code: field.code })),
  ].map((item) => ({ ...item, changed: changed.has(keyOf(item)) }));
  return [...all.filter((item) => item.changed), ...all.filter((item) => !item.changed)];
}

export type Outcome =
  | { readonly kind: 'approve' }
  | { readonly kind: 'return'; readonly faults: readonly MaterialFault[] }
  /** Materials that nobody has looked at yet. */
  | { readonly kind: 'unfinished'; readonly left: number };

/** What the marks add up to: every material must have been accepted or returned; fields count as right unless returned. */
export function outcomeOf(items: readonly Item[], marks: Marks): Outcome {
  const left = items.filter((item) => item.kind === 'material' && !marks[keyOf(item)]).length;
  if (left > 0) return { kind: 'unfinished', left };
  const faults = items.flatMap((item): MaterialFault[] => {
    const mark = marks[keyOf(item)];
    if (mark?.kind !== 'fault') return [];
    const note = mark.note.trim();
    return [{ item: { kind: item.kind, code: item.code }, reason: mark.reason, ...(note ? { note } : {}) }];
  });
  return faults.length > 0 ? { kind: 'return', faults } : { kind: 'approve' };
}

/** The command of a finished review; null while something is left. */
export function commandOf(outcome: Outcome, dataVersion: number, note: string): StaffCommand | null {
  const said = note.trim() ? { note: note.trim() } : {};
  switch (outcome.kind) {
    case 'approve':
      return { type: 'approve', dataVersion, ...said };
    case 'return':
      return { type: 'return-materials', faults: [...outcome.faults], ...said };
    case 'unfinished':
      return null;
  }
}
