import { type Answers, applies } from './condition.ts';
import type { FieldSpec } from './field.ts';
import type { MaterialSpec } from './material.ts';
import type { PriceLine } from './price.ts';
import type { Programme, Project } from './programme.ts';
import type { Business, OnlineService, Validity } from './service.ts';

/** What a service asks for in a project: its own lists where it has them, else the project's. */
export interface Asked {
  readonly fields: FieldSpec[];
  readonly materials: MaterialSpec[];
  readonly prices: PriceLine[];
}

/** Everything that may be asked, whatever is answered. */
export function askedIn(project: Project, service: OnlineService): Asked {
  return {
    fields: service.fields ?? project.fields,
    materials: service.materials ?? project.materials,
    prices: service.prices ?? project.prices,
  };
}

/** What is asked of an order with these answers. */
export function askedOf(project: Project, service: OnlineService, answers: Answers): Asked {
  const asked = askedIn(project, service);
  return {
    fields: asked.fields.filter((one) => applies(one, answers)),
    materials: asked.materials.filter((one) => applies(one, answers)),
    prices: asked.prices.filter((one) => applies(one, answers)),
  };
}

/** Choice fields whose answers the price, or the way of the order, follows from. */
export function decidingFields(project: Project, service: OnlineService): ReadonlySet<string> {
  const asked = askedIn(project, service);
  const bearers = [...asked.fields, ...asked.materials, ...asked.prices, ...service.stages];
  const conditions = bearers.flatMap((one) => (one.when ? [one.when.field] : []));
  const times = asked.prices.flatMap((one) => (one.times === undefined ? [] : [one.times]));
  const counts = service.stages.flatMap((one) => (one.kind === 'provision' && one.count ? [one.count] : []));
  const { years } = service.validity && service.validity.kind !== 'kept' ? service.validity : { years: 0 };
  return new Set([...conditions, ...times, ...counts, ...(typeof years === 'string' ? [years] : [])]);
}

/** A whole number an answer stands for, or the number itself; 1 when nothing usable was answered. */
export function amountOf(asked: number | string | undefined, answers: Answers): number {
  if (typeof asked === 'number') return asked;
  const amount = Number(asked === undefined ? undefined : answers[asked]);
  return Number.isInteger(amount) && amount > 0 ? amount : 1;
}

/** Codes of the services whose orders end with a certificate that was not there before. */
export function makingServices(programme: Programme): string[] {
  return programme.services.flatMap((one) =>
    one.channel === 'online' && MAKING.includes(one.business) ? [one.code] : [],
  );
}

const MAKING: readonly Business[] = ['new', 'renew', 'change', 'reissue'];

/** How long the certificates of an order are valid; the project's years where the service says nothing. */
export function validityOf(project: Project, service: OnlineService): Validity {
  return service.validity ?? { kind: 'years', years: project.certificate.years };
}
