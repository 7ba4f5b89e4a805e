import { createHash } from 'node:crypto';
import { type CrlHead, crlAround, issuerOf, tbsAroundEntries } from '@yinxin/pki';
import { type Tx, transaction } from '../../../platform/index.ts';
import type { CertificationAuthority } from '../../authority/authority.ts';
import { permitForCrl } from '../../authority/permit.ts';
import type { IssuanceTables } from '../../tables.ts';
import { checkList } from './check.ts';
import type { ListTools } from './publisher.ts';
import { type Scope, scopeName } from './scope.ts';
import { FIRST_PART, forgetOldParts, gatherEntries, LAST_PART, readBytes } from './store.ts';

/** A list whose number is committed and in the journal. */
export interface PlannedList extends Scope {
  readonly number: number;
  readonly base: number | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Roughly how many entries it will have. */
  readonly about: number;
  readonly hasDelta: boolean;
}

const DAY = 86_400_000;
/** An expired certificate stays until a list after its end has shown it (RFC 5280 §3.3). */
const FORGET_AFTER_DAYS = 8;

/**
 * Makes one planned list: entries gathered by the database, stored, signed as stored, finished. Interrupted anywhere it
 * leaves an unfinished number behind, never a list that is wrong.
 */
export async function buildList(tools: ListTools, plan: PlannedList): Promise<void> {
  const { db } = tools;
  const ca = tools.ca(plan.authority);
  const stored = await transaction(db, (tx) => storeUnsigned(tx, tools, plan, ca));
  tools.after?.('stored');
  const tbs = await readTbs(tools, plan, stored);
  checkList(
    tbs,
    ca.certificate,
    plan.shard === 0 ? undefined : tools.addresses.list(scopeName({ ...plan, kind: 'full' })),
  );
  const permit = permitForCrl({ tbs, crl: null });
  const signature = await ca.key.sign(permit);
  tools.after?.('signed');
  const signed = permit.signed();
  const around = crlAround(signed.length, ca.key.algorithm, signature);
  const sha256 = createHash('sha256').update(around.before).update(signed).update(around.after).digest('hex');
  await transaction(db, async (tx) => {
    const tables = tx.withTables<IssuanceTables>();
    const head = Buffer.concat([around.before, stored.before]);
    const tail = Buffer.concat([stored.after, around.after]);
    const { authority: role, shard, kind, number } = plan;
    const part = { authority: role, shard, kind, number, entries: 0 };
    await tables
      .insertInto('crl_part')
      .values([
        { ...part, part: FIRST_PART, bytes: head },
        { ...part, part: LAST_PART, bytes: tail },
      ])
      .execute();
    await tables
      .updateTable('crl')
      .set({
        completed_at: tools.clock.now(),
        entries: stored.entries,
        bytes: head.length + stored.bytes + tail.length,
        sha256,
      })
      .where('authority', '=', role)
      .where('shard', '=', shard)
      .where('kind', '=', kind)
      .where('number', '=', number)
      .execute();
    await forgetOldParts(tx, plan);
  });
}

interface Unsigned {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly bytes: number;
  readonly entries: number;
}

async function storeUnsigned(
  tx: Tx,
  tools: ListTools,
  plan: PlannedList,
  ca: CertificationAuthority,
): Promise<Unsigned> {
  const forgetBefore = new Date(plan.thisUpdate.getTime() - FORGET_AFTER_DAYS * DAY);
  const { bytes, entries } = await gatherEntries(tx, plan, { base: plan.base, forgetBefore, about: plan.about });
  const url = (kind: Scope['kind']) => tools.addresses.list(scopeName({ ...plan, kind }));
  const head: CrlHead = {
    issuer: issuerOf(ca.certificate),
    thisUpdate: plan.thisUpdate,
    nextUpdate: plan.nextUpdate,
    number: BigInt(plan.number),
    algorithm: ca.key.algorithm,
    ...(plan.base === null ? {} : { deltaBase: BigInt(plan.base) }),
    // The address as it stands in the certificates of this part.
    ...(plan.shard === 0 ? {} : { scope: { urls: [url('full')] } }),
    ...(plan.hasDelta && plan.base === null ? { freshestCrlUrls: [url('delta')] } : {}),
  };
  return { ...tbsAroundEntries(head, bytes), bytes, entries };
}

/** The to-be-signed bytes exactly as stored, in one piece of the right size. */
async function readTbs(tools: ListTools, plan: PlannedList, stored: Unsigned): Promise<Uint8Array> {
  const { before, after, bytes } = stored;
  const tbs = new Uint8Array(before.length + bytes + after.length);
  tbs.set(before);
  let at = before.length;
  for await (const piece of readBytes(tools.db, plan)) {
    if (at + piece.length > tbs.length - after.length) throw new Error(`CRL ${plan.number} changed while it was made`);
    tbs.set(piece, at);
    at += piece.length;
  }
  if (at !== before.length + bytes) throw new Error(`CRL ${plan.number} is incomplete`);
  tbs.set(after, at);
  return tbs;
}
