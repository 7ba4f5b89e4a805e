import { engine } from '@yinxin/gm';
import {
  type Certificate,
  loadKey,
  type NameParts,
  parseCertificate,
  partOf,
  type Signer,
  saveKey,
  sm2Signer,
} from '@yinxin/pki';
import { sql } from 'kysely';
import { type Tx, transaction } from '../platform/index.ts';
import type { CertificationAuthority } from './authority/authority.ts';
import { wholeSecond } from './authority/ceremony.ts';
import type { Authorities } from './authority/registry.ts';
import { advance } from './steps/advance.ts';
import type { StepTools } from './steps/engine.ts';
import { reserveService } from './steps/reserve.ts';
import type { IssuanceTables } from './tables.ts';

/** The seal maker 制章人: whoever signs the seals of this house, with the CAs above from its issuer to the root. */
export interface SealMaker {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  readonly signer: Signer;
}

export interface SealMakerKeeper {
  /**
   * The maker to sign a seal with that is to be good until then; made first where there is none, and anew where a new one
   * lasts longer. It may end earlier, with its CA.
   */
  current(until: Date): Promise<SealMaker>;
}

const SEAL_MAKER_LOCK = 7_305_621;
const DAY = 86_400_000;
/** As long as its profile allows. */
const LIFE_DAYS = 3660;
/** A maker that would end only so much later is not worth a new key. */
const WORTHWHILE_DAYS = 30;

interface Held extends SealMaker {
  readonly orderId: string;
}

export function sealMakerKeeper(
  tools: StepTools,
  authorities: Pick<Authorities, 'issuerFor' | 'chainOf'>,
  options: { readonly passphrase: string; readonly iterations: number | undefined },
): SealMakerKeeper {
  let held: Held | undefined;

  const load = async (): Promise<Held | undefined> => {
    const newest = await newestMaker(tools.db, tools.clock.now());
    if (!newest?.certificate) return undefined;
    if (held?.orderId === newest.order_id) return held;
    const signer = sm2Signer(await loadKey(new Uint8Array(newest.sealed_key), options.passphrase));
    const certificate = parseCertificate(new Uint8Array(newest.certificate));
    held = { orderId: newest.order_id, certificate, chain: authorities.chainOf(newest.authority), signer };
    return held;
  };

  const suffices = (notAfter: Date, until: Date, ca: CertificationAuthority): boolean =>
    notAfter >= until || notAfter.getTime() + WORTHWHILE_DAYS * DAY > endOf(tools, ca);

  return {
    async current(until) {
      const present = await load();
      const ca = await authorities.issuerFor(tools.db, { profile: 'seal-maker' });
      if (present && suffices(present.certificate.notAfter, until, ca)) return present;
      const orderId = await transaction(tools.db, async (tx) => {
        await sql`select pg_advisory_xact_lock(${SEAL_MAKER_LOCK})`.execute(tx);
        const newest = await newestMaker(tx, tools.clock.now(), true);
        return newest && suffices(newest.not_after, until, ca) ? newest.order_id : begin(tx, tools, ca, options);
      });
      await advance(tools, orderId);
      const made = await load();
      if (!made) throw new Error('the seal maker has no certificate');
      return made;
    },
  };
}

function endOf({ clock }: StepTools, ca: CertificationAuthority): number {
  return Math.min(wholeSecond(clock.now()).getTime() + LIFE_DAYS * DAY, ca.certificate.notAfter.getTime());
}

/** The key is stored, encrypted, with the reservation of its serial: neither exists without the other. */
async function begin(
  tx: Tx,
  tools: StepTools,
  ca: CertificationAuthority,
  { passphrase, iterations }: { readonly passphrase: string; readonly iterations: number | undefined },
): Promise<string> {
  const { privateKey, publicKey } = engine().generateKeyPair();
  const sealed = await saveKey(privateKey, passphrase, iterations === undefined ? {} : { iterations });
  privateKey.fill(0);
  const notAfter = new Date(endOf(tools, ca));
  const subject = subjectOf(ca.certificate);
  const orderId = await reserveService(tx, tools, ca, { use: 'seal-maker', subject, publicKey, notAfter });
  const row = { order_id: orderId, sealed_key: Buffer.from(sealed) };
  await tx.withTables<IssuanceTables>().insertInto('seal_maker').values(row).execute();
  return orderId;
}

/** The maker bears its CA's organisation. */
function subjectOf({ subject }: Certificate): NameParts {
  const organisation = partOf(subject, 'O') ?? partOf(subject, 'CN') ?? 'CA';
  return { C: 'CN', O: organisation, CN: `${organisation} 电子印章制章` };
}

/** The newest one in force; with `unfinished`, also one whose certificate is not out yet. Revoked and suspended ones never. */
function newestMaker(db: StepTools['db'], now: Date, unfinished = false) {
  let query = db
    .withTables<IssuanceTables>()
    .selectFrom('seal_maker')
    .innerJoin('certificate', 'certificate.order_id', 'seal_maker.order_id')
    .leftJoin('revocation', (join) =>
      join.onRef('revocation.serial', '=', 'certificate.serial').on('revocation.reason', '<>', 'removeFromCRL'),
    )
    .select([
      'seal_maker.order_id',
      'seal_maker.sealed_key',
      'certificate.certificate',
      'certificate.not_after',
      'certificate.authority',
    ])
    .where('revocation.serial', 'is', null)
    .where('certificate.not_after', '>', now);
  if (!unfinished) query = query.where('certificate.published_at', 'is not', null);
  return query.orderBy('certificate.not_after', 'desc').orderBy('certificate.created_at', 'desc').executeTakeFirst();
}
