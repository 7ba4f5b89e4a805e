import type { HoldingConsequences } from '@yinxin/contract';
import { LIVE_CERTIFICATE } from '@yinxin/life';
import { shanghaiDay } from '@yinxin/programme';
import type { z } from 'zod';
import type { Database, Problem } from '../platform/index.ts';
import { type Bar, consequencesOf, type HoldingAct } from './consequences.ts';
import type { HoldingTools } from './moves.ts';
import { busy, refuse } from './problems.ts';
import { otherLiving, runningBusiness } from './store.ts';
import type { HoldingRow } from './tables.ts';

/** Gathers what an act on a pair would touch. */
export async function consider(
  { clock, ports }: HoldingTools,
  db: Database,
  row: HoldingRow,
  act: HoldingAct,
): Promise<z.input<typeof HoldingConsequences>> {
  const offers = await ports.offers(db);
  const running = await runningBusiness(db, row.id);
  const isBusiness = act === 'change' || act === 'reissue' || act === 'renew';
  const { bar, told } = consequencesOf(act, {
    now: clock.now(),
    holding: {
      id: row.id,
      applicationId: row.application_id,
      status: row.status,
      beforeSuspension: row.before_suspension,
      notAfter: row.not_after,
      serials: { sign: row.sign_serial, encrypt: row.encrypt_serial },
      mediumSerial: row.medium_serial,
    },
    running: running
      ? { applicationId: running.application_id, business: running.business, number: running.application_number }
      : null,
    seals: (await ports.seals?.(db, [row.id])) ?? [],
    bindings: (await ports.bindings?.(db, [row.id])) ?? [],
    orders: await ports.openOrders(db, row.organisation_id),
    othersTotal: await otherLiving(db, row.organisation_id, row.id, LIVE_CERTIFICATE),
    offered: isBusiness ? offers.business(row.programme, row.project, act) : null,
    without: offers.without(row.programme).certificate?.without ?? [],
    onReplacement: (system) => offers.onReplacement(row.programme, system),
  });
  const document = bar && problemOf(bar).document;
  return { ...told, barred: document && { code: document.code, detail: document.detail, next: document.next } };
}

function problemOf(bar: Bar): Problem {
  switch (bar.code) {
    case 'HOLDING_BUSY':
      return busy(bar.business, bar.number);
    case 'RENEWAL_TOO_EARLY':
      return refuse(bar.code, { params: { from: shanghaiDay(bar.from) } });
    case 'BUSINESS_NOT_OFFERED':
    case 'LIFE_MOVE_NOT_NOW':
    case 'LIFE_MOVE_NOT_OFFERED':
    case 'LIFE_MOVE_NOT_YOURS':
      return refuse(bar.code);
  }
}
