import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { eventually } from '../application-part.ts';
import type { ProgrammePlay } from '../programme-part.ts';

const { sandbox } = endpoints;

export type Codes = readonly [string, string];

/** The two update codes of an order, as the SMS to its handler has them (IT-21). */
export async function codesOnPhone({ who }: ProgrammePlay, { number }: ApplicationView): Promise<Codes> {
  return eventually(async () => {
    const { items } = await call(who.person.transport, sandbox.messages, { query: { to: who.mobile } });
    for (const { text } of items.filter((one) => one.text.includes(number))) {
      const [, first, second] = /更新码一：(\d+)，更新码二：(\d+)/.exec(text) ?? [];
      if (first !== undefined && second !== undefined) return [first, second] as const;
    }
    return undefined;
  }, `the update codes of ${number}`);
}
