import type { ProjectView } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';

/** Does the region in the credit code contradict the project? `null` when the project does not look at it (JX-22). */
export function contradictsRegion(project: ProjectView, code: string): boolean | null {
  if (!project.region) return null;
  const inside = creditCode.isIn(code, project.region.prefix);
  return inside !== (project.region.expected === 'inside');
}

/** The area of a turnaround table an organisation lies in by its credit code; undefined where only people can tell (BJ-18). */
export function ownArea(
  { shortest }: NonNullable<ProjectView['turnaround']>,
  code: string | undefined,
): NonNullable<ProjectView['turnaround']>['shortest'][number] | undefined {
  return code === undefined
    ? undefined
    : shortest.find(({ regions }) => regions.some((prefix) => creditCode.isIn(code, prefix)));
}
