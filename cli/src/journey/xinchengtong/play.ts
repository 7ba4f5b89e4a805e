import type { Applicant } from '../application-part.ts';
import { hallTime } from '../clock-part.ts';
import type { Scene } from '../programme-part.ts';

export const SCENE: Scene = { programme: 'xinchengtong', region: '110108', address: '北京市海淀区示例路5号' };
export const DAY = 86_400_000;
/** The placeholder of users without numbers (IT-11), as the sandbox has it. */
export const PLACEHOLDER = '0000000000';
/** What the sandbox charges, in fen. */
export const FEES = { new: 26_000, extension: 15_000, unlock: 3_000 } as const;

/** The calendar day in Shanghai at the hall, so many days from today. */
export async function hallDay(who: Applicant, days = 0): Promise<string> {
  const at = (await hallTime(who)).getTime() + 8 * 3_600_000 + days * DAY;
  return new Date(at).toISOString().slice(0, 10);
}
