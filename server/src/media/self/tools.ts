import type { AuditAction } from '@yinxin/contract';
import type { Issuance, StaffActor } from '../../issuance/index.ts';
import {
  type Clock,
  type Database,
  problem,
  type RateLimits,
  type Sealing,
  type Session,
} from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { type MediumMover, movedBy } from '../stock.ts';
import type { SelfFact, SelfServiceOrder, SelfServicePorts } from './port.ts';

export interface SelfTools {
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly rateLimits: RateLimits;
  readonly issuance: Issuance;
  readonly ports: SelfServicePorts;
  /** Origins a medium may have signed for. */
  origins(): readonly string[];
  /** In the sandbox an unknown medium with a right serial takes itself into stock. */
  readonly selfRegistering: boolean;
}

/** The organisation that acts on its own order. */
export interface Holder {
  readonly organisationId: string;
}

export function holderOf(session: Session): Holder {
  return { organisationId: session.subject };
}

/** The holder as the history of a medium names them. */
export function movedByHolder(order: SelfServiceOrder): MediumMover {
  return { kind: 'applicant', id: order.organisationId, name: order.organisationName, without: order.without ?? [] };
}

/** A member of staff who moves a medium of an order, by the lives of its programme. */
export function movedForOrder(order: SelfServiceOrder, actor: StaffActor, note?: string): MediumMover {
  return { ...movedBy(actor, note), without: order.without ?? [] };
}

/** The holder's own order. Throws NOT_FOUND, also for somebody else's. */
export async function ownOrder(tools: SelfTools, db: Database, id: string, holder: Holder): Promise<SelfServiceOrder> {
  const order = await tools.ports.applications.order(db, id);
  if (!order || order.organisationId !== holder.organisationId) throw problem('NOT_FOUND');
  return order;
}

/** An order for staff. Throws NOT_FOUND. */
export async function anyOrder(tools: SelfTools, db: Database, id: string): Promise<SelfServiceOrder> {
  const order = await tools.ports.applications.order(db, id);
  if (!order) throw problem('NOT_FOUND');
  return order;
}

/** Refuses a step that the order is not at. Throws SELF_STEP_NOT_NOW, naming the stage it is in (PA-22). */
export function atStage(order: SelfServiceOrder, stage: string): void {
  if (order.stage !== stage || order.ended) {
    throw refuse('SELF_STEP_NOT_NOW', { params: { number: order.applicationNumber, stage: order.stage } });
  }
}

/** What the holder did, for the log. */
export function holderFact(
  action: AuditAction,
  order: SelfServiceOrder,
  details: NonNullable<SelfFact['details']>,
): SelfFact {
  return {
    actor: { kind: 'organisation', id: order.organisationId, name: order.organisationName },
    action,
    subject: { kind: 'application', id: order.applicationId, label: order.applicationNumber },
    details,
  };
}
