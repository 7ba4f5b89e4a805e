import type { HoldingDetail, HoldingHappening, HoldingView } from '@yinxin/contract';
import type { z } from 'zod';
import type { Database } from '../platform/index.ts';
import { nextOf } from './next.ts';
import { holderNames } from './persons.ts';
import type { HoldingPorts } from './ports.ts';
import { aroundOf, historyOf } from './store.ts';
import type { HoldingEventRow, HoldingRow } from './tables.ts';

type View = z.input<typeof HoldingView>;
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Pairs as their holder and staff see them, with what each needs next: a few queries however many there are. */
export async function holdingViews(ports: HoldingPorts, db: Database, rows: readonly HoldingRow[]): Promise<View[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const serials = rows.flatMap(({ medium_serial }) => medium_serial ?? []);
  const offers = await ports.offers(db);
  const { running, successors } = await aroundOf(db, ids);
  const media = await ports.media(db, serials);
  const seals = (await ports.seals?.(db, ids)) ?? [];
  const bindings = (await ports.bindings?.(db, ids)) ?? [];
  const nameOf = await holderNames(ports, db, rows);
  return rows.map((row) => {
    const { programme, project } = row;
    const names = offers.names(programme, project);
    const medium = row.medium_serial === null ? null : (media.get(row.medium_serial) ?? null);
    const own = seals.filter(({ holdingId }) => holdingId === row.id).map(({ holdingId, ...seal }) => seal);
    const tied = bindings.filter(({ holdingId }) => holdingId === row.id).map(({ holdingId, ...binding }) => binding);
    const business = running.find(({ holding_id }) => holding_id === row.id);
    const anew = offers.newService(programme, project);
    const next = nextOf({
      status: row.status,
      notAfter: row.not_after,
      making: row.open_stage === null ? null : { applicationId: row.application_id, stage: row.open_stage },
      running: business ? { applicationId: business.application_id, stage: business.stage } : null,
      medium,
      seals: own.map(({ status }) => status),
      renewal: offers.business(programme, project, 'renew'),
      unlock: offers.business(programme, project, 'unlock'),
      apply: anew === null ? null : { service: anew },
    });
    return {
      id: row.id,
      organisationId: row.organisation_id,
      organisationName: nameOf(row),
      programme,
      programmeName: names.programme,
      project,
      projectName: names.project,
      applicationId: row.application_id,
      applicationNumber: row.application_number,
      status: row.status,
      statusSince: row.status_since.toISOString(),
      notBefore: row.not_before.toISOString(),
      notAfter: row.not_after.toISOString(),
      serials: { sign: row.sign_serial, encrypt: row.encrypt_serial },
      medium: row.medium_serial === null ? null : { serial: row.medium_serial, state: medium },
      activatedAt: iso(row.activated_at),
      boundAt: iso(row.bound_at),
      seals: own,
      bindings: tied,
      business: {
        normal: business === undefined,
        running: business
          ? {
              applicationId: business.application_id,
              applicationNumber: business.application_number,
              business: business.business,
              since: business.since.toISOString(),
            }
          : null,
      },
      next: next.map((step) => ({ ...step, from: iso(step.from), until: iso(step.until) })),
      predecessor: row.predecessor,
      successor: successors.findLast(({ predecessor }) => predecessor === row.id)?.id ?? null,
    };
  });
}

/** One pair with its history. */
export async function holdingDetail(
  ports: HoldingPorts,
  db: Database,
  row: HoldingRow,
): Promise<z.input<typeof HoldingDetail>> {
  const [view] = await holdingViews(ports, db, [row]);
  if (!view) throw new Error('a row has a view');
  return { ...view, history: (await historyOf(db, row.id)).map(happening) };
}

function happening(event: HoldingEventRow): z.input<typeof HoldingHappening> {
  return {
    at: event.at.toISOString(),
    kind: event.kind,
    from: event.from_state,
    to: event.to_state,
    by: event.by_kind,
    applicationId: event.application_id,
    applicationNumber: event.application_number,
    business: event.business,
  };
}
