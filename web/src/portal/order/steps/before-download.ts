import type { ApplicationView } from '@yinxin/contract';

/** What has to be before certificates can be downloaded onto posted media, in this order (BJ-19). */
export const PRECONDITIONS = ['papers', 'review', 'provision', 'receipt'] as const;
export type Precondition = (typeof PRECONDITIONS)[number];

type Known = Pick<ApplicationView, 'stage' | 'stages' | 'install' | 'void' | 'provision'> & {
  readonly papers: Pick<ApplicationView['papers'], 'confirmedAt'>;
};

/** The steps before the download with whether each is done; null where nothing is downloaded onto posted media. */
export function beforeDownload(view: Known): readonly { readonly step: Precondition; readonly done: boolean }[] | null {
  const kinds = view.stages.map(({ kind }) => kind);
  if (view.void || view.install?.medium !== 'provided' || !kinds.includes('provision')) return null;
  const at = view.stage === 'finished' ? kinds.length : kinds.indexOf(view.stage);
  const passed = (kind: 'papers' | 'review' | 'provision') => kinds.includes(kind) && kinds.indexOf(kind) < at;
  return PRECONDITIONS.filter((step) => step === 'receipt' || kinds.includes(step)).map((step) => ({
    step,
    done: step === 'receipt' ? passed('provision') && view.install?.awaitsReceipt === false : passed(step),
  }));
}

/** The step the download waits for; null when it is open. */
export function outstanding(view: Known): Precondition | null {
  return beforeDownload(view)?.find(({ done }) => !done)?.step ?? null;
}
