import type { Role } from '@yinxin/contract';
import type { LivesWithout, MediumState, SealMove } from '@yinxin/life';
import { v7 as uuid } from 'uuid';
import { type Issuance, issuanceRoom, type Subscriber } from '../../issuance/index.ts';
import { holder, subscriber } from '../../issuance/testing/house.ts';
import { type Tx, transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import {
  type BindingFacts,
  type HoldingBusiness,
  type Holdings,
  holdingsRoom,
  type OfferedBusiness,
  type OrderEvent,
  type OrderFacts,
  type SealFacts,
} from '../index.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A server of the rooms issuance and holdings; orders, programmes, seals and bindings are kept in memory. */
export interface HeldHouse {
  readonly server: TestServer;
  readonly holdings: Holdings;
  readonly issuance: Issuance;
  readonly orders: Map<string, Writable<OrderFacts>>;
  readonly offered: Map<HoldingBusiness, OfferedBusiness>;
  readonly media: Map<string, MediumState>;
  readonly seals: SealFacts[];
  readonly bindings: BindingFacts[];
  readonly sealMoves: { holdingId: string; moves: readonly SealMove[] }[];
  without: LivesWithout;
  order(change?: Partial<OrderFacts>): Writable<OrderFacts>;
  /** Tells news of an order in a transaction of its own. */
  tell(order: OrderFacts, ...events: OrderEvent[]): Promise<void>;
  /** An order whose pair was really issued, and is not held yet. */
  issued(change?: Partial<OrderFacts>): Promise<Issued>;
  /** An order whose pair is held; answers the id of the pair. */
  held(change?: Partial<OrderFacts>): Promise<Issued & { readonly id: string }>;
  rebuild(): Promise<void>;
  staff(...roles: Role[]): Promise<TestBrowser & { readonly id: string }>;
  organisation(id: string): Promise<TestBrowser>;
  work<T>(job: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Issued {
  readonly order: Writable<OrderFacts>;
  readonly sign: string;
  readonly encrypt: string;
  readonly mediumSerial: string;
  readonly made: Extract<OrderEvent, { type: 'certificate-made' }>;
}

let count = 0;

export async function openHeldHouse(): Promise<HeldHouse> {
  const orders: HeldHouse['orders'] = new Map();
  const offered: HeldHouse['offered'] = new Map();
  const media: HeldHouse['media'] = new Map();
  const seals: SealFacts[] = [];
  const bindings: BindingFacts[] = [];
  const sealMoves: HeldHouse['sealMoves'] = [];
  const text = { zh: '示例', en: 'Example' };
  const switchable: { without: LivesWithout } = { without: {} };
  const issuance = issuanceRoom({
    ports: (deps) => ({
      audit: async () => {},
      attached: (db, serials) => room.service(deps).attached(db, serials),
      mayAsk: (tx, asked) => room.service(deps).mayAskStatus(tx, asked),
      onStatusChange: (tx, news) => room.service(deps).statusChanged(tx, news),
    }),
  });
  const room = holdingsRoom({
    ports: (deps) => ({
      offers: async () => ({
        names: () => ({ programme: text, project: text }),
        business: (_programme, _project, business) => offered.get(business) ?? null,
        businessOf: (_programme, service) => [...offered].find(([, one]) => one.service === service)?.[0] ?? 'new',
        newService: () => 'new',
        onReplacement: () => 'transfer',
        without: () => switchable.without,
      }),
      order: async (_db, id) => orders.get(id),
      openOrders: async (_db, organisationId) =>
        [...orders.values()]
          .filter((one) => one.organisationId === organisationId && one.openStage !== null)
          .map(({ id, number }) => ({ id, number, state: text, paid: false, paidFen: 0 })),
      personNames: async (_db, accounts) => new Map(accounts.map((id) => [id, '欧阳小明'])),
      media: async (_db, serials) => new Map([...media].filter(([serial]) => serials.includes(serial))),
      async stop(tx, serials, why) {
        await issuance.service(deps).supersede(tx, { serials }, why);
      },
      seals: async (_db, ids) => seals.filter(({ holdingId }) => ids.includes(holdingId)),
      async moveSeals(_tx, holdingId, moves) {
        sealMoves.push({ holdingId, moves });
      },
      bindings: async (_db, ids) => bindings.filter(({ holdingId }) => ids.includes(holdingId)),
    }),
  });
  const server = await startTestServer({ rooms: [issuance, room] });
  const { deps } = server;
  const holdings = room.service(deps);
  const work: HeldHouse['work'] = (job) => transaction(deps.db, job);
  const house: HeldHouse = Object.assign(switchable, {
    server,
    holdings,
    issuance: issuance.service(deps),
    orders,
    offered,
    media,
    seals,
    bindings,
    sealMoves,
    work,
    order(change: Partial<OrderFacts> = {}) {
      count += 1;
      const order: Writable<OrderFacts> = {
        id: uuid(),
        number: `PA260302-${String(count).padStart(6, '0')}-A`,
        organisationId: uuid(),
        organisationName: `广东示例贸易${count}有限公司`,
        creditCode: '',
        programme: 'example',
        project: 'procurement',
        createdAt: server.clock.now().toISOString(),
        submittedAt: null,
        made: [],
        openStage: 'fill',
        void: false,
        subject: null,
        ...change,
      };
      orders.set(order.id, order);
      return order;
    },
    async tell(order: OrderFacts, ...events: OrderEvent[]) {
      await work(async (tx) => {
        for (const event of events) await holdings.follow(tx, { order, event, by: 'staff' });
      });
    },
    async issued(change: Partial<OrderFacts> = {}) {
      const order = house.order({ openStage: 'production', ...change });
      const wanted: Subscriber = subscriber({
        applicationId: order.id,
        applicationNumber: order.number,
        organisationId: order.organisationId,
      });
      order.creditCode ||= wanted.creditCode;
      const mediumSerial = `YK${count}`;
      const { request } = await holder(wanted);
      const { certificates } = await house.issuance.issuePair(wanted, mediumSerial, request);
      const listed = certificates.map((one) => ({
        use: one.use,
        serial: one.serial,
        notBefore: one.notBefore.toISOString(),
        notAfter: one.notAfter.toISOString(),
      }));
      order.made = listed.map(({ serial }) => serial);
      const of = (use: 'sign' | 'encrypt') => listed.find((one) => one.use === use)?.serial ?? '';
      const made = { type: 'certificate-made', certificates: listed, mediumSerial } as const;
      return { order, sign: of('sign'), encrypt: of('encrypt'), mediumSerial, made };
    },
    async held(change: Partial<OrderFacts> = {}) {
      const issued = await house.issued(change);
      await house.tell(issued.order, issued.made);
      const facts = await holdings.bySerial(deps.db, issued.sign);
      if (!facts) throw new Error('the pair is not held');
      return { ...issued, id: facts.id };
    },
    async rebuild() {
      await room.commands?.rebuild?.(deps, () => {});
    },
    async staff(...roles: Role[]) {
      const browser = server.browser();
      const id = uuid();
      await browser.signIn({ kind: 'staff', subject: id, roles, attributes: { name: roles.join(' ') } });
      return { ...browser, id };
    },
    async organisation(id: string) {
      const browser = server.browser();
      await browser.signIn({ kind: 'organisation', subject: id, attributes: { name: '示例' } });
      return browser;
    },
  });
  return house;
}
