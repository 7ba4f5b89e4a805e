import { addressOf } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { inbound, type Loaded, outbound } from '../server/src/whole/index.ts';
import type { Caller, Request } from './http.ts';

/** Sessions that were begun before. */
export interface Session {
  readonly reviewer: Caller;
  readonly organisations: ReadonlyMap<string, Caller>;
}

/** One kind of request: what the nth looks like and the p95 it must stay below, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly bound: number | null;
  request(n: number): Request;
}

/** The bound of issue 2 for order page, queue and submit; the others are shown beside it. */
const BOUND = 50;

/** Every kind of request that is measured; each call of `request` touches another order. */
export function requests(loaded: readonly Loaded[], { reviewer, organisations }: Session): Measured[] {
  const { applications, consoleApplications } = endpoints;
  const standing = (...wanted: Loaded['standing'][]) => loaded.filter((one) => wanted.includes(one.standing));
  const [drafts, ready, reviewed] = [standing('draft'), standing('ready'), standing('review', 'held')];
  const at = (orders: readonly Loaded[], n: number): Loaded => {
    const order = orders[n % orders.length];
    if (!order) throw new Error('no order of the kind that is measured was loaded');
    return order;
  };
  const of = (order: Loaded): Caller => {
    const caller = organisations.get(order.organisation.id);
    if (!caller) throw new Error(`no session for ${order.organisation.creditCode}`);
    return caller;
  };
  // Far apart, so that neighbours in the table are not read one after the other.
  const any = (n: number) => at(loaded, n * 619);
  const get = (path: string, caller: Caller): Request => ({ method: 'GET', path, caller });
  const searched = (name: string, q: (order: Loaded) => string): Measured => ({
    name: `search by ${name}`,
    bound: null,
    request: (n) => get(addressOf(consoleApplications.search.path, { query: { q: q(any(n)) } }), reviewer),
  });
  const finished = standing('finished');
  return [
    {
      name: 'order page',
      bound: BOUND,
      request: (n) => get(addressOf(applications.read.path, { params: { id: any(n).id } }), of(any(n))),
    },
    { name: 'own orders', bound: BOUND, request: (n) => get(applications.list.path, of(any(n))) },
    {
      name: 'queue: review',
      bound: BOUND,
      request: (n) =>
        get(
          addressOf(consoleApplications.queue.path, { params: { queue: 'review' }, query: { page: 1 + (n % 20) } }),
          reviewer,
        ),
    },
    { name: 'queues', bound: BOUND, request: () => get(consoleApplications.queues.path, reviewer) },
    {
      name: 'order page of staff',
      bound: BOUND,
      request: (n) => get(addressOf(consoleApplications.read.path, { params: { id: at(reviewed, n).id } }), reviewer),
    },
    searched('number', (order) => order.number),
    searched('name', (order) => order.organisation.name.slice(-8)),
    searched('credit code', (order) => order.organisation.creditCode),
    searched('papers posted', (order) => inbound(order.n)),
    {
      ...searched('parcel sent', (order) => order.number),
      request: (n) =>
        get(addressOf(consoleApplications.search.path, { query: { q: outbound(at(finished, n * 7).n) } }), reviewer),
    },
    {
      name: 'save draft',
      bound: BOUND,
      request: (n) => {
        const order = at(drafts, n);
        const fields = { 'registered-address': `江西省南昌市红谷滩区会展路 ${n} 号` };
        return command(order, { type: 'save-draft', fields });
      },
    },
    {
      name: 'submit',
      bound: BOUND,
      request: (n) => {
        if (n >= ready.length) throw new Error('too few prepared drafts for so many requests: load more orders');
        const order = at(ready, n);
        return command(order, { type: 'submit', dataVersion: order.dataVersion });
      },
    },
  ];

  function command(order: Loaded, body: object): Request {
    const path = addressOf(applications.command.path, { params: { id: order.id } });
    return { method: 'POST', path, caller: of(order), body: { command: body } };
  }
}
