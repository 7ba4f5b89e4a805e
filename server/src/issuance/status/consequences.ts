import type { StatusConsequences } from '@yinxin/contract';
import type { z } from 'zod';
import type { Clock, Database } from '../../platform/index.ts';
import type { IssuancePorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import { refusesRequest, type StatusAct } from '../revocation/rules.ts';
import { serialAsStored } from '../revocation/service.ts';
import { readPair } from '../revocation/store.ts';
import { certificatesBySerial, searchCertificates } from './search.ts';

const MOST_OTHERS = 20;
/** A change is in a list this long after the decision at the latest. */
export const LISTED_WITHIN_MS = 300_000;

/**
 * What an act would touch, told before anybody confirms it: the whole pair, the medium, open orders, and what stays as it
 * is. Throws CERTIFICATE_UNKNOWN.
 */
export async function consequencesOf(
  db: Database,
  clock: Clock,
  ports: IssuancePorts,
  written: string,
  act: StatusAct,
): Promise<z.input<typeof StatusConsequences>> {
  const now = clock.now();
  const serial = serialAsStored(written);
  const pair = await readPair(db, serial, now, false);
  if (!pair) throw refuse('CERTIFICATE_UNKNOWN', { field: 'params.serial', params: { serial } });
  const refusal = refusesRequest(act, pair);
  const document = refusal ? refuse(refusal).document : null;
  const organisation = pair.organisationId;
  const all = organisation
    ? await searchCertificates(db, clock, { page: 1, size: MOST_OTHERS + pair.serials.length, organisation })
    : { items: [], total: 0 };
  const attached = await ports.attached?.(db, pair.serials);
  const orders = organisation ? await ports.openOrders?.(db, organisation) : [];
  return {
    act,
    barred: document && { code: document.code, detail: document.detail, next: document.next },
    final: act === 'revoke',
    subject: pair.subject,
    certificates: await certificatesBySerial(db, clock, pair.serials),
    mediumSerial: pair.mediumSerial,
    openOrders: [...(orders ?? [])],
    holding: attached?.holding ?? null,
    seals: attached?.seals ?? null,
    bindings: attached?.bindings ?? null,
    others: all.items.filter((one) => !pair.serials.includes(one.serial)).slice(0, MOST_OTHERS),
    othersTotal: Math.max(0, all.total - pair.serials.length),
    listedBy: new Date(now.getTime() + LISTED_WITHIN_MS).toISOString(),
  };
}
