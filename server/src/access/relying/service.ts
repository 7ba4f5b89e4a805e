import type { AuditAction } from '@yinxin/contract';
import { sm3, toHex } from '@yinxin/gm';
import { nameText, parseCertificate } from '@yinxin/pki';
import type { LocalText } from '@yinxin/programme';
import { v7 as uuid } from 'uuid';
import type { AuditActor } from '../../audit/index.ts';
import { networkOf } from '../../directory/index.ts';
import { type Clock, type Database, type Sealing, type Tx, transaction } from '../../platform/index.ts';
import type { RelyingTerms } from '../bindings/rules.ts';
import type { Bindings } from '../bindings/service.ts';
import { type Binding, livingOfAccount, livingOfCertificate } from '../bindings/store.ts';
import type { AccessPorts, Account, Held } from '../ports.ts';
import { problem } from '../problems.ts';
import { dates } from '../proof.ts';
import { refusesState } from '../rules.ts';
import type { Answered, CertificateSignIn } from '../sign-in.ts';
import { answerAddress, CODE_SECONDS, REQUEST_MINUTES, refusesRedirect, TICKET_MINUTES } from './rules.ts';
import { hashOf, isSigned, newSecret, type Question, signQuestion } from './signature.ts';
import type { RelyingSystemRow } from './store.ts';
import * as store from './store.ts';

export interface RelyingDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly ports: AccessPorts;
  readonly signIns: CertificateSignIn;
  readonly bindings: Bindings;
}

/** Who signed in for a relying system. */
export interface Redeemed {
  readonly nonce: string;
  readonly organisation: { readonly name: string; readonly creditCode: string };
  readonly certificate: {
    readonly serial: string;
    readonly issuer: string;
    readonly subject: string;
    readonly notAfter: Date;
    readonly fingerprintSm3: string;
  };
  readonly signedInAt: Date;
  readonly binding: Binding | null;
  readonly ticket: string;
}

interface Signed {
  readonly system: string;
  readonly signature: string;
}

/** Sign-in for relying systems 统一认证: request, answer by certificate, one-time code, back channel. */
export interface Relying {
  request(
    asked: { readonly system: string; readonly redirectUri: string; readonly state: string; readonly nonce: string },
    address: string,
  ): Promise<{ readonly id: string; readonly name: LocalText; readonly expiresAt: Date }>;
  /** Address to send the browser to, with a code that counts once for two minutes. */
  answer(request: string, answered: Answered, address: string): Promise<string>;
  redeem(asked: Signed & { readonly code: string; readonly redirectUri: string }, address: string): Promise<Redeemed>;
  bind(asked: Signed & { readonly ticket: string; readonly account: string }, address: string): Promise<Binding>;
  end(asked: Signed & { readonly account: string }, address: string): Promise<Binding>;
  add(tx: Tx, one: NewSystem, actor: AuditActor): Promise<WithSecret>;
  change(tx: Tx, code: string, change: ChangedSystem, actor: AuditActor): Promise<RelyingSystemRow>;
  newSecret(tx: Tx, code: string, actor: AuditActor): Promise<WithSecret>;
  terms(db: Database, code: string): Promise<RelyingTerms | undefined>;
}

interface NewSystem {
  readonly code: string;
  readonly name: LocalText;
  readonly redirectUris: readonly string[];
}
interface ChangedSystem {
  readonly redirectUris?: readonly string[] | undefined;
  readonly active?: boolean | undefined;
}
interface WithSecret {
  readonly system: RelyingSystemRow;
  readonly secret: string;
}

const SECRET = 'relying_system.secret';
const MINUTE = 60;
const QUARTER_HOUR = 900;
const QUESTIONS_EACH = 600;
const DAY_MS = 86_400_000;

export function relyingService(deps: RelyingDeps): Relying {
  const { db, clock, sealing, ports, signIns, bindings } = deps;
  const after = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
  const actorOf = (system: RelyingSystemRow): AuditActor => ({ kind: 'system', id: null, name: system.code });

  /** The system behind a signed question; the same refusal for an unknown system, a stopped one and a wrong signature. */
  const asking = async (
    question: Question,
    { system, signature }: Signed,
    parts: readonly string[],
    address: string,
  ) => {
    await ports.limits.take('relying-question', `${system} ${networkOf(address)}`, QUESTIONS_EACH, MINUTE);
    const row = await store.systemByCode(db, system);
    // An unknown system costs the same work.
    const secret = row ? sealing.open(row.sealed_secret, SECRET) : newSecret();
    const isRight = isSigned(signQuestion(secret, question, system, parts), signature);
    if (!row?.active || !isRight) throw problem('RELYING_SYSTEM_REFUSED');
    return row;
  };

  const holderOf = async (at: Database, serial: string): Promise<{ held: Held; owner: Account }> => {
    const held = await ports.held(at, serial);
    const owner = held && (await ports.account(at, held.account));
    if (!held || !owner) throw problem('CERTIFICATE_WITHOUT_ACCOUNT');
    const { holder } = held;
    const ofBranch = holder !== undefined && holder.creditCode !== owner.creditCode;
    const refusal = refusesState(held.state);
    if (refusal) throw problem(refusal, { params: { ...dates(held), account: '', reason: held.state } });
    // A branch signs in as itself, not as the organisation whose account ordered its certificate (BJ-30).
    return {
      held,
      owner: ofBranch ? { ...owner, organisationName: holder.name, creditCode: holder.creditCode } : owner,
    };
  };

  const terms = async (at: Database, code: string): Promise<RelyingTerms | undefined> => {
    const known = await ports.relyingTerms(at, code);
    if (known) return known;
    const row = await store.systemByCode(at, code);
    // A system no programme speaks of: the strictest that suits everybody.
    return row && { code, name: nameOf(row), one: 'account', onReplacement: 'transfer' };
  };

  const log = (tx: Tx, actor: AuditActor, action: AuditAction, row: RelyingSystemRow) =>
    ports.audit.record(tx, {
      actor,
      action,
      subject: { kind: 'relying-system', id: row.code, label: row.name_zh },
      details: { redirectUris: row.redirect_uris, active: row.active },
    });

  const checkRedirects = (uris: readonly string[]) => {
    const wrong = uris.find(refusesRedirect);
    if (wrong !== undefined) throw problem('REDIRECT_UNSAFE', { field: 'body.redirectUris', params: { uri: wrong } });
  };

  return {
    terms,
    async request({ system, redirectUri, state, nonce }, address) {
      await ports.limits.take('relying-request', address, QUESTIONS_EACH, QUARTER_HOUR);
      const row = await store.systemByCode(db, system);
      if (!row?.active) throw problem('RELYING_SYSTEM_UNKNOWN');
      // To the character: a page that may choose where the code goes may choose who gets it.
      if (!row.redirect_uris.includes(redirectUri)) throw problem('REDIRECT_UNKNOWN', { field: 'body.redirectUri' });
      const [id, expiresAt] = [uuid(), after(REQUEST_MINUTES * MINUTE)];
      const asked = { id, system, redirect_uri: redirectUri, state, nonce, expires_at: expiresAt };
      await store.insertSignIn(db, { ...asked, created_at: clock.now() });
      return { id, name: nameOf(row), expiresAt };
    },

    async answer(request, answered, address) {
      const waiting = await store.openSignIn(db, request, clock.now());
      if (!waiting) throw problem('RELYING_REQUEST_GONE', { params: { minutes: REQUEST_MINUTES } });
      const { held } = await signIns.prove(answered, address);
      const { owner } = await holderOf(db, held.serial);
      const code = newSecret();
      return transaction(db, async (tx) => {
        const answer = {
          serial: held.serial,
          code_hash: hashOf(code),
          code_expires_at: after(CODE_SECONDS),
          answered_at: clock.now(),
        };
        const done = await store.answerSignIn(tx, request, answer);
        if (!done) throw problem('RELYING_REQUEST_GONE', { params: { minutes: REQUEST_MINUTES } });
        await ports.audit.record(tx, {
          actor: { kind: 'organisation', id: owner.id, name: owner.organisationName },
          action: 'organisation.signed-in-elsewhere',
          subject: { kind: 'relying-system', id: done.system, label: done.system },
          details: { serial: held.serial },
        });
        return answerAddress(done.redirect_uri, code, done.state);
      });
    },

    async redeem({ code, redirectUri, ...signed }, address) {
      const system = await asking('redeem', signed, [code, redirectUri], address);
      const now = clock.now();
      const outcome = await transaction(db, async (tx): Promise<Redeemed | 'gone'> => {
        const one = await store.byCode(tx, system.code, hashOf(code));
        if (!one?.serial || !one.answered_at || one.redirect_uri !== redirectUri) return 'gone';
        if (one.redeemed_at !== null) {
          // A code that comes twice was stolen once: what the first one got is worth nothing any more.
          await store.changeSignIn(tx, one.id, { ticket_used_at: now });
          return 'gone';
        }
        if (one.code_expires_at === null || one.code_expires_at <= now) return 'gone';
        const { held, owner } = await holderOf(tx, one.serial);
        const ticket = newSecret();
        const ends = after(TICKET_MINUTES * MINUTE);
        await store.changeSignIn(tx, one.id, {
          redeemed_at: now,
          ticket_hash: hashOf(ticket),
          ticket_expires_at: ends,
        });
        const living = await livingOfCertificate(tx, held.serial);
        const { issuer, subject, notAfter } = parseCertificate(held.certificate);
        return {
          nonce: one.nonce,
          organisation: { name: owner.organisationName, creditCode: owner.creditCode },
          certificate: {
            serial: held.serial,
            issuer: nameText(issuer),
            subject: nameText(subject),
            notAfter,
            fingerprintSm3: toHex(sm3.digest(held.certificate)),
          },
          signedInAt: one.answered_at,
          binding: living.find((binding) => binding.system === system.code) ?? null,
          ticket,
        };
      });
      if (outcome === 'gone') throw problem('RELYING_CODE_GONE');
      return outcome;
    },

    async bind({ ticket, account, ...signed }, address) {
      const system = await asking('bind', signed, [ticket, account], address);
      return transaction(db, async (tx) => {
        const one = await store.byTicket(tx, system.code, hashOf(ticket));
        const isLive =
          one?.ticket_used_at === null && one.ticket_expires_at !== null && one.ticket_expires_at > clock.now();
        if (!one?.serial || !isLive) throw problem('RELYING_TICKET_GONE');
        const { held, owner } = await holderOf(tx, one.serial);
        const rules = await terms(tx, system.code);
        if (!rules) throw problem('RELYING_SYSTEM_UNKNOWN');
        const made = await bindings.bind(tx, { terms: rules, account, held, owner, actor: actorOf(system) });
        await store.changeSignIn(tx, one.id, { ticket_used_at: clock.now() });
        return made;
      });
    },

    async end({ account, ...signed }, address) {
      const system = await asking('end', signed, [account], address);
      return transaction(db, async (tx) =>
        bindings.end(tx, await livingOfAccount(tx, system.code, account), 'by-system', actorOf(system)),
      );
    },

    async add(tx, { code, name, redirectUris }, actor) {
      checkRedirects(redirectUris);
      const secret = newSecret();
      const system: RelyingSystemRow = {
        code,
        name_zh: name.zh,
        name_en: name.en,
        sealed_secret: sealing.seal(secret, SECRET),
        redirect_uris: [...redirectUris],
        active: true,
        registered_at: clock.now(),
      };
      if (!(await store.insertSystem(tx, system))) throw problem('RELYING_SYSTEM_EXISTS', { params: { code } });
      await log(tx, actor, 'relying-system.registered', system);
      return { system, secret };
    },

    async change(tx, code, { redirectUris, active }, actor) {
      if (redirectUris) checkRedirects(redirectUris);
      if (redirectUris === undefined && active === undefined) throw problem('NOTHING_CHANGED');
      const changed = await store.updateSystem(tx, code, {
        ...(redirectUris ? { redirect_uris: [...redirectUris] } : {}),
        ...(active === undefined ? {} : { active }),
      });
      if (!changed) throw problem('RELYING_SYSTEM_UNKNOWN');
      await log(tx, actor, 'relying-system.changed', changed);
      return changed;
    },

    async newSecret(tx, code, actor) {
      const secret = newSecret();
      const system = await store.updateSystem(tx, code, { sealed_secret: sealing.seal(secret, SECRET) });
      if (!system) throw problem('RELYING_SYSTEM_UNKNOWN');
      await log(tx, actor, 'relying-system.secret-changed', system);
      return { system, secret };
    },
  };
}

/** Forgets requests after a day: until then a code that comes twice is still known. */
export const forgetSignIns = (db: Database, clock: Clock): Promise<void> =>
  store.sweepSignIns(db, new Date(clock.now().getTime() - DAY_MS));

/** The system's name in both languages. */
export const nameOf = (row: Pick<RelyingSystemRow, 'name_zh' | 'name_en'>): LocalText => ({
  zh: row.name_zh,
  en: row.name_en,
});
