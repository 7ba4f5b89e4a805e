/** An announcement 公告 as it is kept. Days are `YYYY-MM-DD` in Shanghai. */
export interface Kept {
  readonly from: string;
  readonly until: string | null;
  readonly withdrawnAt: Date | null;
}

export type AnnouncementState = 'ahead' | 'shown' | 'over' | 'withdrawn';

/** Whether it is shown on a day: from its first day to its last, both included, unless it was withdrawn. */
export function stateOn(one: Kept, today: string): AnnouncementState {
  if (one.withdrawnAt !== null) return 'withdrawn';
  if (today < one.from) return 'ahead';
  return one.until !== null && one.until < today ? 'over' : 'shown';
}

/** Why these days cannot be; `null` when they can. */
export function refusesDays(
  { from, until }: Pick<Kept, 'from' | 'until'>,
  today: string,
): 'ANNOUNCEMENT_ENDS_EARLY' | 'ANNOUNCEMENT_OVER' | null {
  if (until === null) return null;
  if (until < from) return 'ANNOUNCEMENT_ENDS_EARLY';
  return until < today ? 'ANNOUNCEMENT_OVER' : null;
}
