import { type CertificateState, LIVE_CERTIFICATE } from '@yinxin/life';
import { SEAL_SORTS, type SealSort } from '@yinxin/seal';
import type { AskedSeal, SealOrder } from './ports.ts';

/** Why no seal can be made for an order that asks for one. */
export type SealObstacle = 'SORT_UNKNOWN' | 'NAME_DIFFERS' | 'CERTIFICATE_OVER';

/** Whether the seal of an order is to be made now: in the stage for it, or with the certificates where there is none. */
export function isDue(order: SealOrder): boolean {
  if ((order.asked === null && !order.renews) || order.ended) return false;
  return order.installs ? order.stage === 'seal' : order.made.length > 0;
}

const isSort = (sort: string): sort is SealSort => Object.hasOwn(SEAL_SORTS, sort);

/** The sort of seal an order asks for (PA-17), under the very name of its certificate (PA-44). */
export function sortFor(
  asked: Pick<AskedSeal, 'name' | 'sort'>,
  organisation: string,
): { readonly sort: SealSort } | { readonly obstacle: SealObstacle } {
  if (!isSort(asked.sort)) return { obstacle: 'SORT_UNKNOWN' };
  return asked.name === organisation ? { sort: asked.sort } : { obstacle: 'NAME_DIFFERS' };
}

/**
 * How long a seal is good: from now, never before its certificate, until the first of its certificate and its maker's
 * certificate ends; null when that has passed.
 */
export function validityOf(
  now: Date,
  certificate: { readonly notBefore: Date; readonly notAfter: Date },
  maker: { readonly notAfter: Date },
): { readonly from: Date; readonly to: Date } | null {
  const second = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const from = second < certificate.notBefore ? certificate.notBefore : second;
  const to = certificate.notAfter < maker.notAfter ? certificate.notAfter : maker.notAfter;
  return from < to ? { from, to } : null;
}

/** Whether a pair in this state gets a seal, and whether its seal may be taken out and used now. */
export const getsSeal = (status: CertificateState): boolean => LIVE_CERTIFICATE.some((one) => one === status);
export const servesSeal = (status: CertificateState): boolean => getsSeal(status) && status !== 'suspended';
