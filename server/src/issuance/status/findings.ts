import { type Config, type Database, sandboxClock, systemClock } from '../../platform/index.ts';
import { statusAddresses } from '../addresses.ts';
import { readAuthorities } from '../authority/rows.ts';
import { statusOverview } from './overview.ts';

type Warning = Awaited<ReturnType<typeof statusOverview>>['warnings'][number]['detail'];

/** What `yinxin doctor` says of lists and OCSP; no key is opened for it. */
export async function statusFindings(
  db: Database,
  config: Config,
): Promise<{ readonly warnings: readonly Warning[]; readonly lists: number; readonly responderDays: number | null }> {
  const clock = config.mode === 'sandbox' ? await sandboxClock(db) : systemClock;
  const rows = await readAuthorities(db);
  const addresses = statusAddresses(config.statusUrl);
  const { warnings, authorities, responder } = await statusOverview({
    db,
    clock,
    config,
    addresses,
    authorities: { rows: () => rows },
    ocsp: undefined,
  });
  return {
    warnings: warnings.map(({ detail }) => detail),
    lists: authorities.reduce((sum, { lists }) => sum + lists.length, 0),
    responderDays: responder?.daysLeft ?? null,
  };
}
