import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { production, type Role } from '@yinxin/contract';
import { creditCode, humanNumber } from '@yinxin/identifiers';
import type { MediumMove } from '@yinxin/life';
import {
  authenticationMessage,
  manufactureSoftToken,
  mediumSerial,
  openSoftToken,
  type Subject,
  type Token,
} from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import { type Fact, type IssuedCertificate, issuanceRoom, type Subscriber } from '../../issuance/index.ts';
import { defineProblems, type Room } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { mediaRoom, type SelfServicePorts } from '../index.ts';
import type { ApplicationsForProduction, MediaPorts } from '../types.ts';

const applicationProblem = defineProblems({
  COMMAND_NOT_NOW: { status: 409, detail: { zh: '不行', en: 'not now' }, next: { zh: '等', en: 'wait' } },
});

/** An application as far as production goes, in memory: what the applications room would remember. */
export interface FakeApplication extends Subscriber {
  state: 'production' | 'started' | 'made' | 'elsewhere';
  certificates: readonly IssuedCertificate[];
  trackingNumber: string | null;
  /** Whether it is posted to somebody. */
  posted: boolean;
}

/** A server of the rooms issuance and media, applications in memory, and everything a production desk has. */
export interface Desk {
  readonly server: TestServer;
  readonly issuance: ReturnType<typeof issuanceRoom>;
  readonly media: ReturnType<typeof mediaRoom>;
  readonly facts: Fact[];
  readonly ports: MediaPorts;
  /** Throws inside the numbered step it returns true for. */
  fault: (step: number) => void;
  /** Orders that ask for the former keys of the pairs that other orders made. */
  readonly recovery: Map<string, readonly string[]>;
  /** Moves of media the operator does not use. */
  without: readonly MediumMove[];
  application(change?: Partial<FakeApplication>): FakeApplication;
  /** A blank soft medium, plugged in. */
  medium(): Token;
  staff(...roles: Role[]): Promise<TestBrowser>;
  /** An unused password card. */
  card(): Promise<string>;
  close(): Promise<void>;
}

let made = 0;

/** Soft media, plugged in as they are taken. */
export function openTokens() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'desk-'));
  const tokens: Token[] = [];
  return {
    medium() {
      made += 1;
      const place = path.join(folder, String(made));
      manufactureSoftToken(place, {
        serial: mediumSerial(new Date('2026-02-01T00:00:00Z'), made),
        cost: { n: 1 << 10, r: 8, p: 1 },
      });
      const token = openSoftToken(place);
      tokens.push(token);
      return token;
    },
    async close() {
      for (const token of tokens) await token.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openDesk(
  settings: Parameters<typeof startTestServer>[0]['settings'] = {},
  selfService?: SelfServicePorts,
): Promise<Desk> {
  const applications = new Map<string, FakeApplication>();
  const facts: Fact[] = [];
  const tokens = openTokens();
  const audit = async (_tx: unknown, fact: Fact) => {
    facts.push(fact);
  };
  const find = (id: string) => {
    const application = applications.get(id);
    if (!application) throw new Error(`no application ${id}`);
    return application;
  };
  const ports: ApplicationsForProduction = {
    subscriber: async (_db, id) => applications.get(id),
    started: async (_tx, id) => {
      if (!['production', 'started'].includes(find(id).state)) throw applicationProblem('COMMAND_NOT_NOW');
      find(id).state = 'started';
    },
    made: async (_tx, id, certificates) => {
      if (find(id).state !== 'started') throw applicationProblem('COMMAND_NOT_NOW');
      Object.assign(find(id), { state: 'made', certificates });
    },
    abandoned: async (_tx, id) => {
      find(id).state = 'production';
    },
    waiting: async (_tx, { limit, except }) =>
      [...applications.values()]
        .filter(({ state, applicationId }) => state === 'production' && !except.includes(applicationId))
        .slice(0, limit)
        .map((one) => ({ id: one.applicationId, number: one.applicationNumber, name: one.name })),
    parcel: async (_db, id) => {
      const found = applications.get(id);
      return (
        found && {
          number: found.applicationNumber,
          stage: found.state === 'made' ? 'delivery' : 'production',
          recipient: found.posted ? { name: '王小明', mobile: '13800000000', address: '南昌市示例路 1 号' } : null,
          sender: { name: '示例电子认证服务有限公司', phone: '0791-00000000', address: '南昌市示例大道 2 号' },
          carrier: '顺丰速运',
          media: [],
          posted: found.trackingNumber,
        }
      );
    },
    byNumber: async (_db, number) =>
      [...applications.values()].find((one) => one.applicationNumber === number)?.applicationId,
    dispatch: async (_tx, id, { trackingNumber }) => {
      if (find(id).state !== 'made') throw applicationProblem('COMMAND_NOT_NOW');
      find(id).trackingNumber = trackingNumber;
    },
    byTrackingNumber: async (_db, number) =>
      [...applications.values()].find((one) => one.trackingNumber === number)?.applicationId,
  };
  const recovery: Desk['recovery'] = new Map();
  const desk: Pick<Desk, 'fault' | 'without' | 'recovery'> = { fault: () => {}, without: [], recovery };
  const recoveryAsked = async (_tx: object, id: string) => {
    const madeBy = recovery.get(id);
    return madeBy ? ({ asked: true, madeBy } as const) : ({ asked: false } as const);
  };
  const issuance = issuanceRoom({ ports: () => ({ audit, recoveryAsked }), after: (step) => desk.fault(step) });
  const mediaPorts: MediaPorts = {
    applications: ports,
    audit,
    without: async () => desk.without,
    authorityName: '示例电子认证服务有限公司',
  };
  const media = mediaRoom({
    issuance: issuance.service,
    ports: () => mediaPorts,
    ...(selfService ? { selfService: () => selfService } : {}),
  });
  const rooms: Room[] = [issuance, media];
  const server = await startTestServer({ rooms, ...(settings ? { settings } : {}) });
  const staff = async (...roles: Role[]) => {
    const browser = server.browser();
    await browser.signIn({ kind: 'staff', subject: uuid(), roles });
    return browser;
  };
  return Object.assign(desk, {
    server,
    issuance,
    media,
    facts,
    ports: mediaPorts,
    staff,
    application(change: Partial<FakeApplication> = {}) {
      made += 1;
      const application: FakeApplication = {
        applicationId: uuid(),
        applicationNumber: humanNumber.make('JX', new Date('2026-03-02T01:00:00Z'), made),
        organisationId: uuid(),
        name: `江西示例建设${made}有限公司`,
        creditCode: creditCode.make(Math.random),
        validity: { kind: 'years', years: 1 },
        state: 'production',
        certificates: [],
        trackingNumber: null,
        posted: true,
        ...change,
      };
      applications.set(application.applicationId, application);
      return application;
    },
    medium: tokens.medium,
    async card() {
      const { numbers } = await (await staff('production')).call(production.makePasswordCards, { body: { count: 1 } });
      const [number] = numbers;
      if (number === undefined) throw new Error('no card was made');
      return number;
    },
    async close() {
      await tokens.close();
      await server.close();
    },
  });
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** The subject as the medium is told to write it. */
export function subjectFrom(view: {
  readonly subject: {
    readonly country: string;
    readonly province: string | null;
    readonly organisation: string;
    readonly commonName: string;
  };
}): Subject {
  const { country, province, organisation, commonName } = view.subject;
  return { C: country, ...(province ? { ST: province } : {}), O: organisation, CN: commonName };
}

/** Pairs medium and card with the application, personalises the medium and lets it make its request. */
export async function pairAndAsk(
  browser: TestBrowser,
  desk: Pick<Desk, 'card'>,
  application: Pick<FakeApplication, 'applicationId'>,
  token: Token,
) {
  const params = { id: application.applicationId };
  const { serial, transportPublicKey } = token.status();
  const passwordCard = await desk.card();
  const body = { mediumSerial: serial, transportKey: base64(transportPublicKey), passwordCard };
  const paired = await browser.call(production.personalise, { params, body });
  await token.personalise(bytesOf(paired.envelope));
  const request = base64(await token.createRequest(subjectFrom(paired)));
  return { params, serial, passwordCard, request, paired };
}

/** What the assistant signs to prove that the certificates are on the medium. */
export async function prove(token: Token, nonce: string, certificate: string, origin: string) {
  const claim = { origin, nonce: bytesOf(nonce), certificate: bytesOf(certificate) };
  return base64(await token.sign(authenticationMessage(claim), 'authenticate'));
}

/** The whole production of one application, as the desk and its assistant do it. */
export async function produce(
  browser: TestBrowser,
  desk: Pick<Desk, 'card' | 'medium'> & { readonly server: Pick<TestServer, 'url'> },
  application: Pick<FakeApplication, 'applicationId'>,
  token = desk.medium(),
) {
  const { params, serial, passwordCard, request } = await pairAndAsk(browser, desk, application, token);
  const issued = await browser.call(production.request, { params, body: { mediumSerial: serial, request } });
  await token.installCertificates({
    sign: bytesOf(issued.sign),
    encrypt: bytesOf(issued.encrypt),
    chain: issued.chain.map(bytesOf),
    envelopedKey: bytesOf(issued.envelopedKey),
    passwordCard,
  });
  const { nonce } = await browser.call(production.nonce, { params });
  const signature = await prove(token, nonce, issued.sign, desk.server.url);
  const view = await browser.call(production.confirm, { params, body: { mediumSerial: serial, nonce, signature } });
  return { params, serial, passwordCard, request, issued, nonce, signature, view, token };
}
