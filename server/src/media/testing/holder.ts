import { consoleSelfService, selfService } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { activationMessage, renewalMessage, type Token } from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import type { IssuedCertificate, Subscriber } from '../../issuance/index.ts';
import type { Notice } from '../../notices/index.ts';
import { defineProblems } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import type { MadeSeal, SelfServiceOrder, SelfServicePorts } from '../index.ts';
import { base64, bytesOf, type Desk, openDesk, prove, subjectFrom } from './desk.ts';

const applicationProblem = defineProblems({
  COMMAND_NOT_NOW: { status: 409, detail: { zh: '不行', en: 'not now' }, next: { zh: '等', en: 'wait' } },
});

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** An order as far as self-service goes, in memory: what the applications room would remember. */
export interface FakeOrder extends Changeable<SelfServiceOrder> {
  /** Stages still to come, the present one first. */
  way: string[];
  readonly subscriber: Subscriber;
  readonly started: Set<string>;
  readonly installed: Map<string, readonly IssuedCertificate[]>;
  /** Events in the order they were reported. */
  readonly events: string[];
  seal_: MadeSeal | undefined;
}

/** A hall where holders work with their own media, and everything a test needs of it. */
export interface Hall {
  readonly desk: Desk;
  readonly notices: Notice[];
  order(way: readonly string[], change?: Partial<FakeOrder>): FakeOrder;
  /** A browser signed in as the order's organisation. */
  holder(order: Pick<FakeOrder, 'organisationId'>): Promise<TestBrowser>;
  /** The latest code that was sent for an order. */
  code(order: FakeOrder, template?: Notice['template']): string;
  /** Pairs a medium (and a card) with the order and posts it. */
  post(order: FakeOrder, token: Token): Promise<{ readonly card: string | null; readonly pin: string | null }>;
  close(): Promise<void>;
}

let made = 0;

export async function openHall(): Promise<Hall> {
  const orders = new Map<string, FakeOrder>();
  const notices: Notice[] = [];
  const find = (id: string) => {
    const order = orders.get(id);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  };
  /** As the engine does: a report out of place is refused, the same report again changes nothing. */
  const report = (id: string, stage: string, event: string, serials: readonly string[]) => {
    const order = find(id);
    if (order.events.includes(event)) return;
    if (order.stage !== stage || order.ended) throw applicationProblem('COMMAND_NOT_NOW');
    order.events.push(event);
    for (const serial of serials) order.started.add(serial);
  };
  const leave = (id: string) => {
    const order = find(id);
    order.way.shift();
    order.stage = order.way[0] ?? 'finished';
  };
  const ports: SelfServicePorts = {
    applications: {
      order: async (_db, id) => {
        const order = orders.get(id);
        return order && { ...order };
      },
      subscriber: async (_db, id, position) => ({ ...find(id).subscriber, position }),
      provided: async (_tx, id, { items }) => {
        if (find(id).stage !== 'provision') return;
        report(id, 'provision', `provided ${items.map(({ mediumSerial }) => mediumSerial).join(' ')}`, []);
        leave(id);
      },
      installStarted: async (_tx, id, serial) => report(id, 'install', `started ${serial}`, [serial]),
      installed: async (_tx, id, serial, certificates) => {
        const order = find(id);
        report(id, 'install', `installed ${serial}`, []);
        order.installed.set(serial, certificates);
        if (order.installed.size >= (order.provision?.count ?? 1)) leave(id);
      },
      activated: async (_tx, id, serial) => {
        report(id, 'activation', `activated ${serial}`, []);
        leave(id);
      },
      unlocked: async (_tx, id, serial) => {
        report(id, 'unlock', `unlocked ${serial}`, []);
        leave(id);
      },
      sealInstalled: async (_tx, id, { sealId }) => {
        report(id, 'seal', `sealed ${sealId}`, []);
        leave(id);
      },
    },
    audit: async (_tx, fact) => {
      if (fact.actor.kind !== 'organisation') desk.facts.push({ ...fact, actor: fact.actor });
      else desk.facts.push({ ...fact, actor: { kind: 'system', id: null, name: fact.actor.name } });
    },
    notify: async (_tx, notice) => {
      notices.push(notice);
    },
    sealFor: async (_tx, id) => find(id).seal_,
  };
  const desk = await openDesk({}, ports);
  return {
    desk,
    notices,
    order(way, change = {}) {
      made += 1;
      const [applicationId, organisationId] = [uuid(), uuid()];
      const applicationNumber = `YX260302-${String(made).padStart(6, '0')}-B`;
      const name = `示例科技${made}有限公司`;
      const order: FakeOrder = {
        applicationId,
        applicationNumber,
        organisationId,
        organisationName: name,
        stage: way[0] ?? 'finished',
        ended: false,
        refundOpen: false,
        handlerMobile: '13800138000',
        updateCodesTo: { mobile: '13800138000' },
        provision: way.includes('provision') ? { count: 1, passwordCard: true, kind: 'usb-key' } : null,
        install: way.includes('install')
          ? { medium: way.includes('provision') ? 'provided' : 'same', proofs: ['password-card', 'code'] }
          : null,
        activation: way.includes('activation'),
        unlock: way.includes('unlock'),
        seal: way.includes('seal'),
        subjectMedium: null,
        way: [...way],
        subscriber: {
          applicationId,
          applicationNumber,
          organisationId,
          name,
          creditCode: creditCode.make(Math.random),
          validity: { kind: 'years', years: 1 },
        },
        started: new Set(),
        installed: new Map(),
        events: [],
        seal_: undefined,
        ...change,
      };
      orders.set(applicationId, order);
      return order;
    },
    async holder({ organisationId }) {
      const browser = desk.server.browser();
      await browser.signIn({ kind: 'organisation', subject: organisationId });
      return browser;
    },
    code(order, template) {
      const sent = notices.findLast(
        (one) => one.applicationId === order.applicationId && (!template || one.template === template),
      );
      return String(sent?.params.code ?? '');
    },
    async post(order, token) {
      const staff = await desk.staff('production');
      const params = { id: order.applicationId };
      const card = order.provision?.passwordCard ? await desk.card() : null;
      const body = { mediumSerial: token.status().serial, ...(card === null ? {} : { passwordCard: card }) };
      await staff.call(consoleSelfService.pair, { params, body });
      const trackingNumber = `SF${order.applicationNumber.slice(9, 15)}`;
      await staff.call(consoleSelfService.send, { params, body: { carrier: '顺丰', trackingNumber } });
      const parcel = await desk.media.service(desk.server.deps).openParcel(desk.server.deps.db, trackingNumber);
      return { card, pin: parcel?.initialPin ?? null };
    },
    close: () => desk.close(),
  };
}

/** The medium as the assistant reports it. */
export function reported(token: Token) {
  const { serial, transportPublicKey, state, personalised } = token.status();
  return { serial, transportKey: base64(transportPublicKey), state, personalised };
}

/** A nonce for a step, as the page fetches it. */
export async function challenge(
  browser: TestBrowser,
  id: string,
  purpose: 'install' | 'activation' | 'unlock' | 'seal' | 'recovery',
) {
  return (await browser.call(selfService.challenge, { params: { id }, body: { purpose } })).nonce;
}

/** The signing certificate on a medium. */
export function certificateOn(token: Token): Uint8Array {
  const certificates = token.status().containers[0]?.certificates;
  if (!certificates) throw new Error('no certificate on the medium');
  return certificates.sign;
}

/** What the medium signs for a step that is not an activation. */
export async function proofFor(
  hall: Hall,
  browser: TestBrowser,
  order: FakeOrder,
  token: Token,
  purpose: 'install' | 'unlock' | 'seal' | 'recovery',
) {
  const nonce = await challenge(browser, order.applicationId, purpose);
  const signature = await prove(token, nonce, base64(certificateOn(token)), hall.desk.server.url);
  return { mediumSerial: token.status().serial, nonce, signature };
}

/** What the medium signs to be activated for an order. */
export async function activationFor(hall: Hall, browser: TestBrowser, order: FakeOrder, token: Token, number?: string) {
  const nonce = await challenge(browser, order.applicationId, 'activation');
  const message = activationMessage({
    origin: hall.desk.server.url,
    nonce: bytesOf(nonce),
    order: number ?? order.applicationNumber,
    certificate: certificateOn(token),
  });
  const signature = base64(await token.sign(message, 'activate'));
  return { mediumSerial: token.status().serial, nonce, signature };
}

/** Sends the SMS code of an installation and gives all proofs of the order. */
export async function proofsOf(
  hall: Hall,
  browser: TestBrowser,
  order: FakeOrder,
  posted: { card: string | null; pin: string | null },
) {
  const proofs = order.install?.proofs ?? [];
  const wants = (proof: string) => proofs.some((one) => one === proof);
  if (wants('code')) {
    await browser.call(selfService.sendCode, { params: { id: order.applicationId }, body: { purpose: 'install' } });
  }
  return {
    ...(wants('password-card') ? { passwordCard: { number: posted.card ?? '' } } : {}),
    ...(wants('code') ? { code: hall.code(order, 'sms-code-install') } : {}),
  };
}

type Begun = Awaited<ReturnType<typeof beginWith>>;
export function beginWith(browser: TestBrowser, order: FakeOrder, token: Token, proofs: object) {
  const body = { medium: reported(token), proofs };
  return browser.call(selfService.begin, { params: { id: order.applicationId }, body });
}

/** From the envelope to the certificates in the blank medium, as the assistant does it. */
export async function writeBlank(browser: TestBrowser, order: FakeOrder, token: Token, begun: Begun, pin: string) {
  const params = { id: order.applicationId };
  const mediumSerial = token.status().serial;
  await token.provision(bytesOf(begun.envelope ?? ''), begun.choosesPin ? pin : undefined);
  await token.login(pin);
  const asked = await attested(token, await token.createRequest(subjectFrom(begun.install)));
  const issued = await browser.call(selfService.request, { params, body: { mediumSerial, ...asked } });
  await token.installCertificates(installation(issued));
  return { request: asked.request, issued };
}

/** A request with the medium's word that it made it. */
export async function attested(token: Token, request: Uint8Array) {
  const mac = await token.attest(request);
  return { request: base64(request), ...(mac === null ? {} : { attestation: base64(mac) }) };
}

export function installation(issued: {
  readonly sign: string;
  readonly encrypt: string;
  readonly chain: readonly string[];
  readonly envelopedKey: string;
  readonly passwordCard: string | null;
}) {
  return {
    sign: bytesOf(issued.sign),
    encrypt: bytesOf(issued.encrypt),
    chain: issued.chain.map(bytesOf),
    envelopedKey: bytesOf(issued.envelopedKey),
    ...(issued.passwordCard === null ? {} : { passwordCard: issued.passwordCard }),
  };
}

/** The whole of a new order with a posted blank medium, until the certificates are confirmed. */
export async function installNew(hall: Hall, order: FakeOrder, token = hall.desk.medium()) {
  const posted = await hall.post(order, token);
  const browser = await hall.holder(order);
  const proofs = await proofsOf(hall, browser, order, posted);
  const begun = await beginWith(browser, order, token, proofs);
  const { request, issued } = await writeBlank(browser, order, token, begun, posted.pin ?? '');
  const body = await proofFor(hall, browser, order, token, 'install');
  const view = await browser.call(selfService.confirm, { params: { id: order.applicationId }, body });
  return { browser, token, posted, request, issued, view, pin: posted.pin ?? '', confirmation: body };
}

/** Request and voucher of a renewal, made in a medium that holds a certificate. */
export async function renewalRequest(hall: Hall, browser: TestBrowser, order: FakeOrder, token: Token, begun: Begun) {
  const certificate = certificateOn(token);
  const request = await token.createRenewal(subjectFrom(begun.install), begun.renews ?? '');
  const nonce = await challenge(browser, order.applicationId, 'install');
  const claim = { origin: hall.desk.server.url, nonce: bytesOf(nonce), certificate, request };
  const signature = base64(await token.sign(renewalMessage(claim), 'renew'));
  return { mediumSerial: token.status().serial, request: base64(request), vouched: { nonce, signature } };
}
