import { HOLDING_DUES, HoldingView } from '@yinxin/contract';
import { z } from 'zod';

export const CERTIFICATE_STATES = HoldingView.shape.status.options;

/** Filters as they stand in the address of the list of certificates: a reload and a link keep them. */
export const HeldFilters = z.object({
  /** The router reads a number where only digits were searched for. */
  q: z
    .union([z.string(), z.number().transform(String)])
    .pipe(z.string().max(100))
    .catch(''),
  programme: z.string().catch(''),
  status: z.enum(['', ...CERTIFICATE_STATES]).catch(''),
  due: z.enum(['', ...HOLDING_DUES]).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
export type HeldFilters = z.infer<typeof HeldFilters>;

export const NO_FILTERS: HeldFilters = { q: '', programme: '', status: '', due: '', page: 1 };

/** Is anything but the page chosen? */
export function isFiltered({ page: _page, ...rest }: HeldFilters): boolean {
  return Object.values(rest).some((one) => one !== '');
}

/** The filters without empty values, as the query and the address have them. */
export function given({ q, programme, status, due, page }: HeldFilters) {
  return {
    ...(q === '' ? {} : { q }),
    ...(programme === '' ? {} : { programme }),
    ...(status === '' ? {} : { status }),
    ...(due === '' ? {} : { due }),
    ...(page === 1 ? {} : { page }),
  };
}
