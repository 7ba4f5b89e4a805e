import type { FoundBy, FoundEverything } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';

/** One line below the search box and where it leads. */
export interface FoundLine {
  readonly key: string;
  readonly to: string;
  readonly main: string;
  /** What stands beside it: a name, a number. */
  readonly beside: string;
  readonly state: LocalText | string | null;
  readonly by: FoundBy;
}

export interface FoundGroup {
  readonly kind: 'organisations' | 'orders' | 'certificates';
  readonly lines: readonly FoundLine[];
  readonly more: boolean;
}

/** What was found as lines, groups without any left out. Exact numbers lead to one thing, so orders stand first then. */
export function groupsOf({ organisations, orders, certificates }: FoundEverything): readonly FoundGroup[] {
  const groups: readonly FoundGroup[] = [
    {
      kind: 'organisations',
      more: organisations.more,
      lines: organisations.items.map(({ id, name, creditCode, by }) => ({
        key: `organisation-${id}`,
        to: `/orders?${new URLSearchParams({ q: creditCode === '' ? name : creditCode }).toString()}`,
        main: name,
        beside: creditCode,
        state: null,
        by,
      })),
    },
    {
      kind: 'orders',
      more: orders.more,
      lines: orders.items.map(({ id, number, organisationName, state, by }) => ({
        key: `order-${id}`,
        to: `/orders/${id}`,
        main: number,
        beside: organisationName,
        state: state.label,
        by,
      })),
    },
    {
      kind: 'certificates',
      more: certificates.more,
      lines: certificates.items.map(({ id, organisationName, mediumSerial, signSerial, status, by }) => ({
        key: `certificate-${id}`,
        to: `/certificates/${signSerial}`,
        main: mediumSerial ?? signSerial,
        beside: organisationName,
        state: status,
        by,
      })),
    },
  ];
  return groups.filter((one) => one.lines.length > 0);
}

/** The line the arrow keys come to from `at` (-1: none, the typed text itself), round and round. */
export function moved(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  const next = at + by;
  if (next >= count) return -1;
  return next < -1 ? count - 1 : next;
}
