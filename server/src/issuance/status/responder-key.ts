import { engine } from '@yinxin/gm';
import { type Certificate, loadKey, type NameParts, PkiError, parseCertificate, saveKey, sm2Signer } from '@yinxin/pki';
import { sql } from 'kysely';
import { type Database, type Tx, transaction } from '../../platform/index.ts';
import type { Responder } from '../../responder/index.ts';
import { wholeSecond } from '../authority/ceremony.ts';
import { advance } from '../steps/advance.ts';
import type { StepTools } from '../steps/engine.ts';
import { reserveResponder } from '../steps/reserve.ts';
import type { IssuanceTables } from '../tables.ts';

export interface ResponderOptions {
  readonly subject: NameParts;
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

/** Keeps a responder at hand that is valid now, and replaces it in time. */
export interface ResponderKeeper {
  /** The responder to sign with now; made or renewed if need be. */
  current(): Promise<Responder>;
  /** Renews the responder if its end is near. */
  renew(): Promise<void>;
}

export function responderKeeper(tools: StepTools, options: ResponderOptions): ResponderKeeper {
  let held: { readonly orderId: string; readonly responder: Responder; readonly former: boolean } | undefined;

  const load = async (): Promise<Responder | undefined> => {
    const now = tools.clock.now();
    if (held && valid(held.responder.certificate, now, RENEW_DAYS)) return held.responder;
    const newest = await newestResponder(tools.db);
    if (!newest?.certificate) return undefined;
    if (held?.orderId !== newest.order_id) {
      const { privateKey, former } = await openKey(new Uint8Array(newest.sealed_key), options);
      const responder = {
        certificate: parseCertificate(new Uint8Array(newest.certificate)),
        signer: sm2Signer(privateKey),
      };
      held = { orderId: newest.order_id, responder, former };
    }
    return held.responder;
  };

  const ensure = async (unfit?: string): Promise<void> => {
    const orderId = await transaction(tools.db, async (tx) => {
      await sql`select pg_advisory_xact_lock(${RESPONDER_LOCK})`.execute(tx);
      const newest = await newestResponder(tx, true);
      const enough = new Date(tools.clock.now().getTime() + RENEW_DAYS * DAY);
      const isFit = newest && newest.not_after > enough && newest.order_id !== unfit;
      return isFit ? newest.order_id : begin(tx, tools, options);
    });
    await advance(tools, orderId);
  };

  return {
    async current() {
      const now = tools.clock.now();
      const present = await load();
      if (present && valid(present.certificate, now, 0)) return present;
      await ensure();
      const made = await load();
      if (!made) throw new Error('the OCSP responder has no certificate');
      return made;
    },
    async renew() {
      const present = await load();
      if (held?.former) await ensure(held.orderId);
      else if (!present || !valid(present.certificate, tools.clock.now(), RENEW_DAYS)) await ensure();
    },
  };
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
async function begin(tx: Tx, tools: StepTools, options: ResponderOptions): Promise<string> {
  const { privateKey, publicKey } = engine().generateKeyPair();
  const { passphrase, iterations } = options;
  const sealed = await saveKey(privateKey, passphrase, iterations === undefined ? {} : { iterations });
  privateKey.fill(0);
  const from = wholeSecond(tools.clock.now()).getTime();
  const end = Math.min(from + LIFE_DAYS * DAY, tools.authority.issuing.certificate.notAfter.getTime());
  const orderId = await reserveResponder(tx, tools, options.subject, publicKey, new Date(end));
  const row = { order_id: orderId, sealed_key: Buffer.from(sealed) };
  await tx.withTables<IssuanceTables>().insertInto('responder').values(row).execute();
  return orderId;
}

function newestResponder(db: Database, unfinished = false) {
  let query = db
    .withTables<IssuanceTables>()
    .selectFrom('responder')
    .innerJoin('certificate', 'certificate.order_id', 'responder.order_id')
    .select(['responder.order_id', 'responder.sealed_key', 'certificate.certificate', 'certificate.not_after']);
  if (!unfinished) query = query.where('certificate.published_at', 'is not', null);
  return query.orderBy('certificate.not_after', 'desc').limit(1).executeTakeFirst();
}
