import path from 'node:path';
import type { StoreAlgorithm } from '@yinxin/keystore';
import { type Deps, type Tx, transaction } from '../platform/index.ts';
import { statusAddresses } from './addresses.ts';
import { type Authority, authorityExists } from './authority/authority.ts';
import { type CeremonyTools, holdWaiting } from './authority/ceremonies/service.ts';
import { makeAuthority } from './authority/ceremony.ts';
import { type AuthorityNames, SANDBOX_NAMES } from './authority/names.ts';
import { type Authorities, isIssuer, openAuthorities } from './authority/registry.ts';
import { houseOf, isHouseUntold } from './authority/snapshot.ts';
import { storesPlace } from './authority/stores.ts';
import { journalFile } from './journal/file.ts';
import { journal } from './journal/journal.ts';
import type { JournalBody } from './journal/line.ts';
import { keyManagement } from './kmc/escrow.ts';
import { type RecoveredKey, type RecoveryPlace, recoverAsked } from './kmc/recover.ts';
import { type EscrowTools, expireRequests } from './kmc/requests.ts';
import { type AskedPair, asPair, pairIssuing } from './pairs.ts';
import { type Fact, type IssuancePorts, type StaffActor, SYSTEM } from './ports.ts';
import { refuse } from './problems.ts';
import { apply as applyStatus, type RevokeTools } from './revocation/revoke.ts';
import { type AskedStatus, askRevocation, decideRevocation } from './revocation/service.ts';
import type { RevocationRequest } from './revocation/store.ts';
import { type Superseded, type Supersession, supersede } from './revocation/supersede.ts';
import { type SealMaker, type SealMakerKeeper, sealMakerKeeper } from './seal-maker.ts';
import { listFiles } from './status/lists/files.ts';
import { type CrlPublisher, crlPublisher } from './status/lists/publisher.ts';
import { ocspAnswers } from './status/ocsp.ts';
import { type ResponderKeeper, responderKeeper } from './status/responder-key.ts';
import type { StatusService } from './status/routes.ts';
import { subjectOf } from './steps/admit.ts';
import { advance } from './steps/advance.ts';
import type { StepNumber, StepTools } from './steps/engine.ts';
import { livingOrders, unfinishedOrders } from './steps/orders.ts';
import type { IssuanceTables } from './tables.ts';
import type { IssuedPair, RevocationReason, Subscriber } from './types.ts';

/** What other rooms may ask of the authority. */
export interface Issuance {
  /** The subject a request for this organisation must carry. */
  subjectOf: typeof subjectOf;
  /**
   * Issues the pair for a PKCS#10 request made inside a medium, or gives the pair that was issued for the same key before.
   * Commits step by step on connections of its own: whatever the caller's transaction does, an issued pair stays issued and
   * is found again by asking again. Throws the REQUEST_* refusals, PRODUCTION_ALREADY_ISSUED, CERTIFICATE_CHECK_FAILED.
   */
  issuePair(subscriber: Subscriber, mediumSerial: string, request: Uint8Array): Promise<IssuedPair>;
  /**
   * Issues many pairs, as `issuePair` does one by one but sharing transactions, each with its entry in the log of the house.
   * One that is refused does not stop the others: its place in the answer says why.
   */
  issuePairs(wanted: readonly AskedPair[], actor: StaffActor): Promise<readonly PromiseSettledResult<IssuedPair>[]>;
  /**
   * Runs work that holds a connection of its own while it issues. Too much of it at once would leave no connection for the
   * steps: whoever comes then is refused (ISSUANCE_BUSY) and asks again.
   */
  amongFew<T>(work: () => Promise<T>): Promise<T>;
  /** The living pair of an application (of one of its media), if one was published. */
  findPair(tx: Tx, applicationId: string, position?: number): Promise<IssuedPair | undefined>;
  /** Every living pair of an application that was published, by position. */
  findPairs(tx: Tx, applicationId: string): Promise<readonly IssuedPair[]>;
  /**
   * Gives up the application's living orders, or that of one of its media: what was signed is revoked, a new order may
   * begin. Answers the serials revoked now.
   */
  abandonPair(tx: Tx, applicationId: string, reason: RevocationReason, position?: number): Promise<readonly string[]>;
  /**
   * Takes whole pairs out of force for a business that was approved, without a second person. Safe to repeat; answers the
   * serials revoked now. Call it late in the transaction.
   */
  supersede(tx: Tx, what: Superseded, why: Supersession): Promise<readonly string[]>;
  askRevocation(tx: Tx, asked: AskedStatus, actor: StaffActor): Promise<RevocationRequest>;
  decideRevocation(tx: Tx, id: string, decision: 'approve' | 'refuse', actor: StaffActor): Promise<RevocationRequest>;
  /** Opens the authority (in the sandbox, makes it first) and finishes what a crash left. Throws AuthorityError. */
  open(): Promise<OpenIssuance>;
  /**
   * The former encryption keys an issued order asks for (port `recoveryAsked`), each enveloped for the signing key inside
   * its medium; none where it asks for none. Every one is in the log of the house.
   */
  recoverKeys(tx: Tx, at: RecoveryPlace, actor: Fact['actor']): Promise<readonly RecoveredKey[]>;
  /**
   * Who signs a seal that is to be good until then; its certificate is made first where there is none. Commits on
   * connections of its own. Throws AUTHORITY_KEY_UNAVAILABLE while the issuing key is away.
   */
  sealMaker(until: Date): Promise<SealMaker>;
  /** Requests for escrowed keys. */
  readonly escrow: EscrowTools;
  /** In idle time: keys made in advance, keys under a former storage key encrypted anew. */
  prepareKeys(): Promise<void>;
  /** Everything that becomes due by date: responder, CRLs, journal, unfinished orders. */
  runDue(): Promise<void>;
  /** Goes on with what waited for a key, if one that was away is back. */
  resumeWithKeys(): Promise<void>;
  /** Lets go of keys and key stores. */
  close(): Promise<void>;
}

/** The authority once its keys are open. */
export interface OpenIssuance extends StatusService {
  readonly authority: Authority;
  readonly authorities: Authorities;
  readonly ceremonies: CeremonyTools;
  readonly crl: CrlPublisher;
  readonly responder: ResponderKeeper;
}

interface Opened extends OpenIssuance {
  readonly tools: StepTools;
  readonly sealMaker: SealMakerKeeper;
}

export interface IssuanceOptions {
  readonly ports: IssuancePorts;
  /** Called after each numbered step; tests stop the process there by throwing. */
  readonly after?: (step: StepNumber) => void;
}

/** Requests worked on at once in this process: with their steps they use at most twice as many connections. */
const MOST_AT_ONCE = 8;
const REWRAP_AT_ONCE = 200;
/** The sandbox's passphrase is random and as strong as the key: stretching it would only slow the start. */
const SANDBOX_ITERATIONS = 10_000;

/** Where the authority of a configuration lives. */
export function authorityPlace(deps: Pick<Deps, 'db' | 'config'>) {
  return { db: deps.db, ...storesPlace(deps.config) };
}

/** Where the journal outside the database is. */
export function journalPlace(config: Deps['config']): string {
  return path.join(config.dataDir, 'ca', 'journal.jsonl');
}

/** Makes root and issuing CA, once; for `yinxin setup`. True when they were made now. */
export function initAuthority(
  deps: Pick<Deps, 'db' | 'config' | 'clock'>,
  names: AuthorityNames,
  how: { readonly algorithm?: StoreAlgorithm; readonly store?: string } = {},
): Promise<boolean> {
  return makeAuthority({
    ...authorityPlace(deps),
    ...how,
    clock: deps.clock,
    names,
    addresses: statusAddresses(deps.config.statusUrl),
  });
}

export function issuanceService(deps: Deps, { ports, after = () => {} }: IssuanceOptions): Issuance {
  const { config, db, clock, jobs, sealing } = deps;
  const place = authorityPlace(deps);
  const addresses = statusAddresses(config.statusUrl, config.status.crlShards);
  const log = journal(db, clock, journalFile(journalPlace(config)));
  const keys = keyManagement(clock, sealing, config.escrow.preparedKeys);
  const escrow: EscrowTools = { clock, keys, ports, settings: config.escrow };
  const revokeTools: RevokeTools = { clock, jobs, journal: log, keys, ports };
  let opening: Promise<Opened> | undefined;
  let working = 0;

  const openOnce = async () => {
    if (config.mode === 'sandbox' && !(await authorityExists(db))) await initAuthority(deps, SANDBOX_NAMES);
    const authorities = await openAuthorities(place, () => clock.now());
    const { authority } = authorities;
    await log.open(authority.issuing.certificate.raw);
    await transaction(db, async (tx) => {
      // CAs from before the journal told of them; the first two are in its first line and in every backup.
      const hasMore = authorities.rows().length > 2;
      if (hasMore && (await isHouseUntold(tx))) await log.note(tx, { kind: 'house', v: 2, house: await houseOf(tx) });
    });
    const tools: StepTools = { db, clock, authorities, addresses, journal: log, keys, after };
    const iterations = config.mode === 'sandbox' ? SANDBOX_ITERATIONS : undefined;
    const responder = responderKeeper(tools, {
      passphrase: config.secrets.ocspPassphrase ?? place.passphrase,
      formerPassphrase: place.passphrase,
      iterations,
    });
    const { crlShards: shards, deltaFrom, ocspResponderId: responderId } = config.status;
    const crl = crlPublisher({
      db,
      clock,
      names: () => authorities.rows().flatMap(({ name, store, certificate }) => (store && certificate ? [name] : [])),
      ca: authorities.ca,
      isDivided: (name) => authorities.rows().some((row) => row.name === name && isIssuer(row)),
      journal: log,
      addresses,
      settings: { shards, deltaFrom },
    });
    return {
      authority,
      authorities,
      ceremonies: { db, clock, jobs, ports, journal: log, addresses, authorities },
      tools,
      sealMaker: sealMakerKeeper(tools, authorities, { passphrase: place.passphrase, iterations }),
      responder,
      crl,
      listFiles: listFiles(db, path.join(config.dataDir, 'crl')),
      ocsp: ocspAnswers({ db, clock, issuers: authorities.issuers, responder, responderId }),
    };
  };
  const open = () => {
    opening ??= openOnce().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const pairs = pairIssuing({ db, ports, open, after });

  const publishedPairs = async (tx: Tx, applicationId: string, position?: number) => {
    const { authorities } = await open();
    const orders = await livingOrders(tx, applicationId, position);
    return orders.filter(({ step }) => step === 'published').map((order) => asPair(authorities, order));
  };

  const resumeAll = async (tools: StepTools) => {
    for (const id of await unfinishedOrders(db)) {
      try {
        await advance(tools, id);
      } catch (error) {
        // One order that cannot be finished (its check fails) must not stop the others.
        deps.log.warn({ err: error, order: id }, 'an unfinished order could not be finished');
      }
    }
  };

  return {
    subjectOf,
    async amongFew(work) {
      if (working >= MOST_AT_ONCE) throw refuse('ISSUANCE_BUSY');
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    issuePair: (subscriber, mediumSerial, request) => pairs.one({ subscriber, mediumSerial, request }),
    issuePairs: pairs.many,
    async findPair(tx, applicationId, position = 0) {
      return (await publishedPairs(tx, applicationId, position))[0];
    },
    findPairs: (tx, applicationId) => publishedPairs(tx, applicationId),
    async abandonPair(tx, applicationId, reason, position) {
      const revoked: string[] = [];
      const told: JournalBody[] = [];
      const now = clock.now();
      for (const order of await livingOrders(tx, applicationId, position)) {
        await tx
          .withTables<IssuanceTables>()
          .updateTable('certificate_order')
          .set({ abandoned_at: now })
          .where('id', '=', order.id)
          .execute();
        const signed = order.certificates.filter(({ certificate }) => certificate !== null).map(({ serial }) => serial);
        const change = { act: 'revoke', serials: signed, reason, requestId: null, invalidityDate: null } as const;
        const { serials, journal: changes } = await applyStatus(revokeTools, tx, change);
        await ports.audit(tx, {
          actor: SYSTEM,
          action: 'certificate.abandoned',
          subject: { kind: 'application', id: applicationId, label: order.id },
          details: { serials: serials.join(' '), reason },
        });
        revoked.push(...serials);
        told.push({ kind: 'abandonment', v: 2, orderId: order.id, at: now.toISOString() }, ...changes);
      }
      await log.recordBefore(tx, ...told);
      return revoked;
    },
    supersede: (tx, what, why) => supersede(revokeTools, ports, tx, what, why),
    askRevocation: (tx, asked, actor) => askRevocation(revokeTools, ports, tx, asked, actor),
    decideRevocation: (tx, id, decision, actor) => decideRevocation(revokeTools, ports, tx, id, decision, actor),
    async open() {
      return open();
    },
    recoverKeys: (tx, at, actor) => recoverAsked(escrow, tx, at, actor),
    async sealMaker(until) {
      return (await open()).sealMaker.current(until);
    },
    escrow,
    async prepareKeys() {
      await keys.pool.refill(db, pairs.areQuiet);
      await keys.rewrap(db, REWRAP_AT_ONCE);
    },
    async resumeWithKeys() {
      const { authorities, ceremonies, tools } = await open();
      if (!(await authorities.retry())) return;
      await holdWaiting(ceremonies);
      await resumeAll(tools);
    },
    async close() {
      const opened = await opening?.catch(() => undefined);
      await opened?.authorities.close();
    },
    async runDue() {
      const { ceremonies, tools, responder, crl } = await open();
      await holdWaiting(ceremonies);
      await resumeAll(tools);
      await log.flush();
      await transaction(db, (tx) => expireRequests(escrow, tx));
      // One key that is away does not hold up what needs another.
      const [renewed] = await Promise.allSettled([responder.renew()]);
      await crl.publishDue();
      if (renewed.status === 'rejected') throw renewed.reason;
    },
  };
}
