import { rule, spotsAt } from '../../rule.ts';

/** No entry is later than the list (Yinxin). */
export const crlEntryFuture = rule<'crl'>({
  id: 'crl-entry-future',
  kinds: ['crl'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  check: ({ entries }) => spotsAt(entries.lateDates),
});
