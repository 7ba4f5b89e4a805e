import type { FormTemplate } from '@yinxin/documents';
import { loadProgramme, type Programme } from '@yinxin/programme';
import { offerAlso, programmes } from '@yinxin/programmes';
import type { Deps } from '../../platform/index.ts';
import { catalogueStore } from '../catalogue/catalogue.ts';

/** The first programme under another code, with all prices at so many fen. */
export function released(fen: number): Programme {
  const [first] = programmes;
  if (!first) throw new Error('no programme to test with');
  const projects = first.projects.map((one) => ({ ...one, prices: one.prices.map((line) => ({ ...line, fen })) }));
  return loadProgramme({ ...first, code: 'another', orderPrefix: 'QZ', projects });
}

/** What happens when a server of this release starts on the same database. */
export async function release<T>(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  fen: number,
  then: () => Promise<T>,
  forms: readonly FormTemplate[] = [],
): Promise<T> {
  const withdraw = offerAlso(released(fen), forms);
  try {
    await catalogueStore().seed(db, clock.now());
    return await then();
  } finally {
    withdraw();
  }
}
