import path from 'node:path';
import { type RestoreSummary, restoreIssuance } from '@yinxin/server';
import { text } from '../texts.ts';
import { withPlatform } from './with-platform.ts';

export interface RestoreOptions {
  readonly config?: string;
  readonly journal: string;
  readonly dryRun?: boolean;
}

/**
 * Gives a database that was brought back from an older backup what the issuance journal knows. No server may run on it.
 * Prints how many of each were missing, and what people must look after. Returns the exit code.
 */
export function restore(options: RestoreOptions): Promise<number> {
  return withPlatform(options, async ({ deps }) => {
    const file = path.resolve(options.journal);
    const summary = await restoreIssuance(deps, file, { dryRun: options.dryRun === true });
    for (const line of report(summary, file)) console.log(line);
    return 0;
  });
}

/** The summary as lines for people. */
export function report(summary: RestoreSummary, file: string): readonly string[] {
  const { statuses, torn, restoredOrders } = summary;
  const count = (key: Parameters<typeof text>[0], value: number) => text(key, { count: value });
  const unfinished = restoredOrders.filter(({ finished }) => !finished);
  const orphans = restoredOrders.filter(({ applicationKnown }) => !applicationKnown);
  const named = (orders: RestoreSummary['restoredOrders']) =>
    orders.map(({ id, applicationNumber, mediumSerial, subject, serials }) =>
      text('restore.order', {
        order: applicationNumber ?? id,
        subject,
        medium: mediumSerial ?? '–',
        serials: serials.join(' '),
      }),
    );
  return [
    text(summary.dryRun ? 'restore.dry' : 'restore.done', { file, lines: summary.lines }),
    ...torn.map((line) => text('restore.torn', { line })),
    ...(summary.missingAtEnd > 0 ? [count('restore.missing', summary.missingAtEnd)] : []),
    ...(summary.placed ? [text('restore.placed')] : []),
    ...summary.authorities.flatMap(({ name, subject, fingerprint, store, keyFound }) => [
      text('restore.authority', { name, subject: subject || '–', fingerprint: fingerprint || '–' }),
      ...(keyFound === false ? [text('restore.keyAway', { name, store: store ?? '–' })] : []),
    ]),
    count('restore.serials', summary.serials),
    count('restore.certificates', summary.certificates),
    count('restore.keys', summary.keys),
    count('restore.abandoned', summary.abandoned),
    text('restore.statuses', { ...statuses }),
    ...summary.crlNumbers.map(({ authority, number }) => text('restore.crl', { authority, number })),
    ...summary.strangers.map((serial) => text('restore.stranger', { serial })),
    ...(orphans.length > 0 ? [count('restore.orphans', orphans.length), ...named(orphans)] : []),
    ...(unfinished.length > 0 ? [count('restore.unfinished', unfinished.length), ...named(unfinished)] : []),
    ...(restoredOrders.length > orphans.length
      ? [count('restore.compare', restoredOrders.length - orphans.length)]
      : []),
    text('restore.next'),
  ];
}
