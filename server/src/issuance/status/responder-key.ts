import { engine } from '@yinxin/gm';
import {
  type Certificate,
  loadKey,
  type NameParts,
  PkiError,
  parseCertificate,
  partOf,
  saveKey,
  sm2Signer,
} from '@yinxin/pki';
import { sql } from 'kysely';
import { type Database, type Tx, transaction } from '../../platform/index.ts';
import type { Responder } from '../../responder/index.ts';
import { wholeSecond } from '../authority/ceremony.ts';
import { advance } from '../steps/advance.ts';
import type { StepTools } from '../steps/engine.ts';
import { reserveService } from '../steps/reserve.ts';
import type { IssuanceTables } from '../tables.ts';
import { FIRST_ISSUER } from '../types.ts';

export interface ResponderOptions {
  /** Seals new keys, and opens them in `yinxin ocsp`. */
  readonly passphrase: string;
  /** Keys made before there was a passphrase of their own open with this one, and are replaced. */
  readonly formerPassphrase: string;
  readonly iterations: number | undefined;
}

const RESPONDER_LOCK = 7_305_613;
const DAY = 86_400_000;
const LIFE_DAYS = 90;
/** Renewed this long before the end. */
const RENEW_DAYS = 30;

/** Keeps a responder of each issuing CA at hand that is valid now, and replaces it in time. */
export interface ResponderKeeper {
  /** The responder of a CA (the first one unless told) to sign with now; made or renewed if need be. */
  current(issuer?: string): Promise<Responder>;
  /** Renews the responders whose end is near; makes one for each CA that issues. */
  renew(): Promise<void>;
}

interface Held {
  readonly orderId: string;
  readonly responder: Responder;
  readonly former: boolean;
}

export function responderKeeper(tools: StepTools, options: ResponderOptions): ResponderKeeper {
  const held = new Map<string, Held>();

  const load = async (issuer: string): Promise<Held | undefined> => {
    const known = held.get(issuer);
    if (known && valid(known.responder.certificate, tools.clock.now(), RENEW_DAYS)) return known;
    const newest = await newestResponder(tools.db, issuer);
    if (!newest?.certificate) return undefined;
    if (known?.orderId === newest.order_id) return known;
    const { privateKey, former } = await openKey(new Uint8Array(newest.sealed_key), options);
    const certificate = parseCertificate(new Uint8Array(newest.certificate));
    const loaded = { orderId: newest.order_id, responder: { certificate, signer: sm2Signer(privateKey) }, former };
    held.set(issuer, loaded);
    return loaded;
  };

  const ensure = async (issuer: string, unfit?: string): Promise<void> => {
    const orderId = await transaction(tools.db, async (tx) => {
      await sql`select pg_advisory_xact_lock(${RESPONDER_LOCK})`.execute(tx);
      const newest = await newestResponder(tx, issuer, true);
      const enough = new Date(tools.clock.now().getTime() + RENEW_DAYS * DAY);
      const isFit = newest && newest.not_after > enough && newest.order_id !== unfit;
      return isFit ? newest.order_id : begin(tx, tools, issuer, options);
    });
    await advance(tools, orderId);
  };

  const renewOne = async (issuer: string): Promise<void> => {
    const present = await load(issuer);
    if (present?.former) await ensure(issuer, present.orderId);
    else if (!present || !valid(present.responder.certificate, tools.clock.now(), RENEW_DAYS)) await ensure(issuer);
  };

  return {
    async current(issuer = FIRST_ISSUER) {
      const now = tools.clock.now();
      const present = await load(issuer);
      if (present && valid(present.responder.certificate, now, 0)) return present.responder;
      await ensure(issuer);
      const made = await load(issuer);
      if (!made) throw new Error(`the OCSP responder of ${issuer} has no certificate`);
      return made.responder;
    },
    async renew() {
      // One key that is away does not hold up the responders of the other CAs.
      const failed: unknown[] = [];
      for (const issuer of await answeringIssuers(tools)) {
        await renewOne(issuer).catch((error: unknown) => failed.push(error));
      }
      if (failed.length > 0) throw failed[0];
    },
  };
}

/** CAs that issue or have issued to subscribers, and whose own certificate lasts. */
async function answeringIssuers({ db, authorities, clock }: StepTools): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select a.name from authority a
    where a.kind = 'issuing' and a.store is not null and a.certificate is not null and (a.is_default
      or exists (select from issuer_assignment i where i.authority = a.name)
      or exists (select from certificate c where c.authority = a.name and c.use in ('sign', 'encrypt')))
    order by a.created_at, a.name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => valid(authorities.ca(name).certificate, clock.now(), 0));
}

async function openKey(sealed: Uint8Array, { passphrase, formerPassphrase }: ResponderOptions) {
  try {
    return { privateKey: await loadKey(sealed, passphrase), former: false };
  } catch (error) {
    if (!(error instanceof PkiError && error.code === 'KEYFILE_PASSPHRASE')) throw error;
    return { privateKey: await loadKey(sealed, formerPassphrase), former: true };
  }
}

function valid(certificate: Certificate, now: Date, days: number): boolean {
  return certificate.notAfter.getTime() > now.getTime() + days * DAY;
}

/** The key is stored, encrypted, with the reservation of its serial: neither exists without the other. */
async function begin(tx: Tx, tools: StepTools, issuer: string, options: ResponderOptions): Promise<string> {
  const ca = tools.authorities.ca(issuer);
  const { privateKey, publicKey } = engine().generateKeyPair();
  const { passphrase, iterations } = options;
  const sealed = await saveKey(privateKey, passphrase, iterations === undefined ? {} : { iterations });
  privateKey.fill(0);
  const from = wholeSecond(tools.clock.now()).getTime();
  const end = Math.min(from + LIFE_DAYS * DAY, ca.certificate.notAfter.getTime());
  const wanted = { use: 'ocsp', subject: subjectOf(ca.certificate), publicKey, notAfter: new Date(end) } as const;
  const orderId = await reserveService(tx, tools, ca, wanted);
  const row = { order_id: orderId, sealed_key: Buffer.from(sealed) };
  await tx.withTables<IssuanceTables>().insertInto('responder').values(row).execute();
  return orderId;
}

/** The responder bears its CA's organisation. */
function subjectOf({ subject }: Certificate): NameParts {
  const organisation = partOf(subject, 'O');
  return { C: 'CN', ...(organisation ? { O: organisation } : {}), CN: `${partOf(subject, 'CN') ?? 'CA'} OCSP` };
}

async function newestResponder(db: Database, issuer: string, unfinished = false) {
  let query = db
    .withTables<IssuanceTables>()
    .selectFrom('responder')
    .innerJoin('certificate', 'certificate.order_id', 'responder.order_id')
    .select(['responder.order_id', 'responder.sealed_key', 'certificate.certificate', 'certificate.not_after'])
    .where('certificate.authority', '=', issuer);
  if (!unfinished) query = query.where('certificate.published_at', 'is not', null);
  // All of them, a handful: with a limit the planner walks through every certificate by its end to find the first.
  return (await query.orderBy('certificate.not_after', 'desc').execute())[0];
}
