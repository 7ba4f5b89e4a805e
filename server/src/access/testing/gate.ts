import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endpoints, type Role } from '@yinxin/contract';
import {
  authenticationMessage,
  manufactureSoftToken,
  mediumSerial,
  openSoftToken,
  randomAdminKey,
  randomPin,
  sealPersonalisation,
  type Token,
} from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import { auditRoom } from '../../audit/index.ts';
import { directoryRoom, limits, mobileOf, organisationById } from '../../directory/index.ts';
import { newCreditCode, newMobile, password } from '../../directory/testing/hall.ts';
import { changeStatus, type Issuance, issuanceRoom } from '../../issuance/index.ts';
import { noticesRoom } from '../../notices/index.ts';
import { type Database, type Deps, transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { sandboxRegister, sandboxRoom } from '../../sandbox/index.ts';
import { accessRoom, type Bindings, type Held, heldBySerial, type RelyingTerms, trustIn } from '../index.ts';

/** An account with its browser, signed in with the password. */
export interface Member {
  readonly browser: TestBrowser;
  readonly id: string;
  readonly creditCode: string;
  readonly mobile: string;
  readonly name: string;
}

/** A medium with a certificate pair of an account. */
export interface Key {
  readonly token: Token;
  readonly serial: string;
  /** Signing certificate, DER. */
  readonly sign: Uint8Array;
  readonly encrypt: Uint8Array;
}

/** Rooms that certificate sign-in needs, on a server of their own; holdings as a test sets them. */
export interface Gate {
  readonly server: TestServer;
  readonly issuance: Issuance;
  /** What a test says of holdings, by serial. */
  readonly lives: Map<string, Partial<Pick<Held, 'state' | 'demands' | 'holding' | 'holder'>>>;
  /** Systems the programmes name. */
  readonly terms: RelyingTerms[];
  /** Which certificate took the place of which, by serial. */
  readonly successors: Map<string, string>;
  readonly bindings: Bindings;
  /** What the application of a certificate was told. */
  readonly told: unknown[];
  staff(...roles: Role[]): Promise<TestBrowser>;
  member(over?: { readonly name?: string }): Promise<Member>;
  /** Issues a pair for the account onto a new soft medium, its PIN given. */
  key(owner: Member, years?: number): Promise<Key>;
  status(key: Key, act: 'revoke' | 'suspend' | 'resume'): Promise<void>;
  /** Asks for a challenge and has the medium sign it. */
  proof(
    key: Key,
    over?: { readonly origin?: string; readonly certificate?: Uint8Array },
  ): Promise<{
    challenge: string;
    certificate: string;
    signature: string;
  }>;
  close(): Promise<void>;
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export async function openGate(
  settings: Record<string, unknown> = { rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } },
): Promise<Gate> {
  const lives: Gate['lives'] = new Map();
  const terms: RelyingTerms[] = [];
  const successors = new Map<string, string>();
  const told: unknown[] = [];
  const audit = auditRoom();
  const notices = noticesRoom({ mobileOf });
  const clock = { promise: { amount: 3, unit: 'working-days' }, target: { amount: 1, unit: 'working-days' } } as const;
  const directory = directoryRoom({
    audit: audit.service,
    notices: notices.service,
    orders: () => ({ open: async () => [], voidAll: async () => [] }),
    register: (deps) => sandboxRegister(deps.db),
    clocks: () => ({ nameCorrection: clock, mobileChange: clock }),
    mobileChangeForm: () => async () => Buffer.from('%PDF-1.7\n%%EOF\n'),
  });
  const issuance = issuanceRoom({ ports: () => ({ audit: async () => {} }) });
  const held = async (deps: Deps, db: Database, serial: string) => {
    const one = await heldBySerial(db, serial, deps.clock.now());
    return one && { ...one, ...lives.get(serial) };
  };
  const access = accessRoom({
    ports: (deps) => ({
      audit: audit.service(deps),
      limits: limits(deps),
      trust: () => trustIn(issuance.service(deps)),
      held: (db, serial) => held(deps, db, serial),
      relyingSystems: async () => terms,
      relyingTerms: async (_db, code) => terms.find((one) => one.code === code),
      successor: async (db, serial) => held(deps, db, successors.get(serial) ?? ''),
      bound: async (_tx, what) => {
        told.push(what);
      },
      async account(db, id) {
        const one = await organisationById(db, deps.sealing, id);
        return (
          one && { id, name: one.accountName ?? one.creditCode, creditCode: one.creditCode, organisationName: one.name }
        );
      },
      view: (db, present) => directory.service(deps).view(db, present),
    }),
  });
  const sandbox = sandboxRoom({ inbox: notices.inbox });
  const server = await startTestServer({ rooms: [audit, notices, directory, issuance, access, sandbox], settings });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gate-'));
  const tokens: Token[] = [];

  return {
    server,
    issuance: issuance.service(server.deps),
    lives,
    terms,
    successors,
    told,
    bindings: access.service(server.deps).bindings,
    async staff(...roles) {
      const browser = server.browser();
      await browser.signIn({ kind: 'staff', subject: uuid(), roles, attributes: { name: roles.join(' ') } });
      return browser;
    },
    async member({ name = '南昌青山信息技术有限公司' } = {}) {
      const browser = server.browser();
      const [creditCode, mobile] = [newCreditCode(), newMobile()];
      await browser.call(endpoints.session.sendSms, { body: { purpose: 'register', mobile } });
      await server.deps.jobs.idle();
      const { items } = await browser.call(endpoints.sandbox.messages, { query: { to: mobile } });
      const smsCode = /\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? '';
      const body = { creditCode, confirmedCreditCode: creditCode, name, mobile, smsCode, password };
      const view = await browser.call(endpoints.session.register, { body: { ...body, acceptTerms: true } });
      if (!view.organisation) throw new Error('not signed in after registration');
      return { browser, id: view.organisation.id, creditCode, mobile, name: view.organisation.name };
    },
    async key(owner, years = 1) {
      const place = path.join(folder, String(tokens.length));
      const medium = mediumSerial(new Date('2026-02-01T00:00:00Z'), tokens.length + 1);
      manufactureSoftToken(place, { serial: medium, cost: { n: 1 << 10, r: 8, p: 1 } });
      const token = openSoftToken(place);
      tokens.push(token);
      const pin = randomPin(medium);
      const secrets = { pin, adminKey: randomAdminKey(), passwordCard: 'MK260302-000001-A' };
      await token.personalise(sealPersonalisation(token.status().transportPublicKey, secrets));
      const subscriber = {
        applicationId: uuid(),
        applicationNumber: `ZZ260302-${String(tokens.length).padStart(6, '0')}-A`,
        organisationId: owner.id,
        name: owner.name,
        creditCode: owner.creditCode,
        validity: { kind: 'years', years } as const,
      };
      const own = issuance.service(server.deps);
      const request = await token.createRequest(own.subjectOf(subscriber));
      const pair = await own.issuePair(subscriber, medium, request);
      const { sign, encrypt, chain, envelopedKey } = pair;
      await token.installCertificates({ sign, encrypt, chain, envelopedKey, passwordCard: secrets.passwordCard });
      await token.login(pin);
      const serial = pair.certificates.find(({ use }) => use === 'sign')?.serial ?? '';
      return { token, serial, sign, encrypt };
    },
    async status(key, act) {
      const reasons = { revoke: 'keyCompromise', suspend: 'certificateHold', resume: 'removeFromCRL' } as const;
      const change = { act, reason: reasons[act], serials: [key.serial], requestId: null, invalidityDate: null };
      const at = server.clock.now();
      await transaction(server.deps.db, (tx) => changeStatus(tx, { ...change, at }));
    },
    async proof(key, { origin = server.url, certificate = key.sign } = {}) {
      const { id, nonce } = await server.browser().call(endpoints.access.challenge, {});
      const message = authenticationMessage({ origin, nonce: bytesOf(nonce), certificate });
      const signature = base64(await key.token.sign(message, 'authenticate'));
      return { challenge: id, certificate: base64(certificate), signature };
    },
    async close() {
      for (const token of tokens) await token.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
