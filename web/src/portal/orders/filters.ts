import { z } from 'zod';

const Text = z.string().catch('');
/** Filters as they stand in the address of the order list (JX-49). */
export const OrderFilters = z.object({
  project: Text,
  service: Text,
  state: Text,
  from: z.iso.date().catch(''),
  to: z.iso.date().catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
export type OrderFilters = z.infer<typeof OrderFilters>;

export const NO_FILTERS: OrderFilters = { project: '', service: '', state: '', from: '', to: '', page: 1 };

/** Is anything but the page chosen? */
export function isFiltered({ project, service, state, from, to }: OrderFilters): boolean {
  return [project, service, state, from, to].some((one) => one !== '');
}

/** The filters without empty values, for the query and the address. */
export function given(filters: OrderFilters): Partial<OrderFilters> {
  const entries = Object.entries(filters).filter(([name, value]) => value !== '' && !(name === 'page' && value === 1));
  return Object.fromEntries(entries);
}
