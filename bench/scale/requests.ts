import { addressOf } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import type { Deps } from '../../server/src/platform/index.ts';
import { addReady, inbound, type Loaded, outbound } from '../../server/src/whole/index.ts';
import type { Caller, Request } from '../http.ts';
import type { Generated } from './generate.ts';
import { orderAt, type Sorts } from './orders.ts';
import { draws, organisation as organisationAt } from './people.ts';

/** One kind of request: what the nth looks like. */
export interface Measured {
  readonly name: string;
  request(n: number): Request;
}

/** A finished order of the archive, and who reads it. */
interface Archived {
  readonly id: string;
  readonly number: string;
  readonly medium: string;
  readonly invoice: string;
  readonly initials: string;
  readonly reader: Caller;
  readonly owner: { readonly id: string; readonly name: string; readonly creditCode: string; readonly caller: Caller };
}

const SAMPLE = 500;
const BOUND = 50;

/** Sessions for everybody who asks, and orders drawn from all over the archive. */
export async function prepare(deps: Deps, { loaded, extent }: Generated, sorts: Sorts, submits: number) {
  const { db, sessions } = deps;
  const begin = async (kind: 'organisation' | 'staff', subject: string, roles: readonly string[] = []) => {
    const { token, session } = await sessions.begin({ kind, subject, attributes: { name: kind }, roles: [...roles] });
    const cookie = kind === 'staff' ? 'yinxin_console' : 'yinxin_hall';
    return { cookie: `${cookie}=${token}`, csrf: session.csrf };
  };
  const callers = new Map<string, Promise<Caller>>();
  const caller = (id: string): Promise<Caller> => {
    const known = callers.get(id) ?? begin('organisation', id);
    callers.set(id, known);
    return known;
  };
  const { rows: whose } = await sql<{ n: number; organisation_id: string }>`
    select n, organisation_id from scale.pattern`.execute(db);
  const readers = new Map(whose.map((row) => [row.n, row.organisation_id]));
  const archive: Archived[] = [];
  const next = draws(Date.now() % 1_000_000);
  while (archive.length < SAMPLE) {
    const n = Math.floor(next() * extent.orders);
    const { pattern, owner } = orderAt(n, extent, sorts);
    // Invoice numbers of the generated part are scattered like real ones; those searched for are known.
    const invoice = String(26_000_000_000_000 + n);
    const { rows } = await sql<{ id: string; number: string; organisation_id: string; medium: string }>`
      update application set invoice = ${deps.sealing.blindIndex(invoice, 'application.invoice')}
      where id = (select id from scale.order_place where n = ${n})
      returning id, number, organisation_id, (select medium_serial from holding h
        where h.organisation_id = application.organisation_id limit 1) as medium`.execute(db);
    const [row] = rows;
    if (!row?.medium) continue;
    const { id, number, medium } = row;
    const { rows: read } = await sql<{ initials: string }>`
      select initials from search_organisation where organisation_id = ${row.organisation_id}`.execute(db);
    const initials = read[0]?.initials ?? '';
    const reader = await caller(readers.get(pattern) ?? '');
    const of = { id: row.organisation_id, ...organisationAt(owner), caller: await caller(row.organisation_id) };
    archive.push({ id, number, medium, invoice, initials, reader, owner: of });
  }
  const organisations = loaded.slice(0, 2000).map((one) => one.organisation);
  const ready = await addReady(
    deps,
    organisations,
    ((Math.floor(Date.now() / 1000) * 500) % 700_000) + 100_000,
    submits,
  );
  for (const one of loaded.slice(0, 2000).concat(ready)) await caller(one.organisation.id);
  const own = new Map(await Promise.all([...callers].map(async ([id, one]) => [id, await one] as const)));
  const roles = ['reviewer', 'customer-service', 'finance', 'back-office'];
  return { archive, ready, own, staff: await begin('staff', crypto.randomUUID(), roles) };
}

export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Every kind of request of the bound; each call of `request` touches another order. */
export function requests({ loaded }: Generated, { archive, ready, own, staff }: Prepared): Measured[] {
  const { applications, consoleApplications, consoleSearch, holdings, consoleHoldings } = endpoints;
  const at = <T>(items: readonly T[], n: number): T => {
    const item = items[n % items.length];
    if (item === undefined) throw new Error('nothing of the kind that is measured is there');
    return item;
  };
  const of = (order: Loaded): Caller => {
    const caller = own.get(order.organisation.id);
    if (!caller) throw new Error(`no session for ${order.organisation.creditCode}`);
    return caller;
  };
  const known = loaded.slice(0, 2000);
  const played = (n: number) => at(known, n * 619);
  const live = known.filter((one) => one.standing !== 'finished' && one.standing !== 'void');
  const sent = loaded.filter((one) => one.standing === 'finished');
  const old = (n: number) => at(archive, n);
  const get = (path: string, caller: Caller): Request => ({ method: 'GET', path, caller });
  const read = (id: string) => addressOf(applications.read.path, { params: { id } });
  const look = (id: string) => addressOf(consoleApplications.read.path, { params: { id } });
  const find = (q: string) => get(addressOf(consoleSearch.find.path, { query: { q } }), staff);
  const list = (q: string) => get(addressOf(consoleApplications.search.path, { query: { q } }), staff);
  return [
    {
      name: 'order page, finished long ago',
      request: (n) => get(read(old(n).id), old(n).reader),
    },
    { name: 'order page, running', request: (n) => get(read(played(n).id), of(played(n))) },
    { name: 'order page of staff, finished', request: (n) => get(look(old(n).id), staff) },
    { name: 'order page of staff, running', request: (n) => get(look(at(live, n).id), staff) },
    { name: 'organisation: its orders', request: (n) => get(applications.list.path, old(n).owner.caller) },
    { name: 'organisation: its certificates', request: (n) => get(holdings.list.path, old(n).owner.caller) },
    { name: 'queues', request: () => get(consoleApplications.queues.path, staff) },
    {
      name: 'queue: review',
      request: (n) =>
        get(
          addressOf(consoleApplications.queue.path, { params: { queue: 'review' }, query: { page: 1 + (n % 20) } }),
          staff,
        ),
    },
    { name: 'all orders, newest first', request: () => get(consoleApplications.search.path, staff) },
    {
      name: 'orders of three days, years ago',
      request: (n) => {
        const from = `202${2 + (n % 4)}-0${1 + (n % 9)}-1${n % 5}`;
        const to = from.replace(/\d$/, (digit) => String(Number(digit) + 3));
        return get(addressOf(consoleApplications.search.path, { query: { from, to } }), staff);
      },
    },
    { name: 'all certificates, newest first', request: () => get(consoleHoldings.search.path, staff) },
    { name: 'search: order number', request: (n) => find(n % 2 ? old(n).number : played(n).number) },
    { name: 'search: name', request: (n) => find(old(n).owner.name) },
    { name: 'search: part of a name', request: (n) => find(old(n).owner.name.slice(2, 5)) },
    { name: 'search: pinyin initials', request: (n) => find(old(n).initials.slice(0, 6)) },
    { name: 'search: initials from within', request: (n) => find(old(n).initials.slice(2, 6)) },
    { name: 'search: credit code', request: (n) => find(old(n).owner.creditCode) },
    { name: 'search: key serial', request: (n) => find(old(n).medium) },
    { name: 'search: papers posted', request: (n) => find(inbound(played(n).n)) },
    { name: 'search: invoice', request: (n) => find(old(n).invoice) },
    { name: 'search: nothing there', request: (n) => find(`SF9${String(n).padStart(12, '0')}`) },
    { name: 'list of a name’s orders', request: (n) => list(old(n).owner.name) },
    { name: 'search: parcel sent', request: (n) => find(outbound(at(sent, n * 7).n)) },
    {
      name: 'submit',
      request: (n) => {
        const order = at(ready, n);
        const path = addressOf(applications.command.path, { params: { id: order.id } });
        const command = { type: 'submit', dataVersion: order.dataVersion };
        return { method: 'POST', path, caller: of(order), body: { command } };
      },
    },
  ];
}

export { BOUND };
