import { type KeyStore, openShare, recombine, ShareError } from '@yinxin/keystore';
import { sameKey } from '@yinxin/pki';
import type { Database } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import type { IssuanceTables } from '../tables.ts';
import { keyProblemOf } from './keys.ts';
import { type AuthorityRow, publicKeyOf } from './rows.ts';
import { FILES, type KeyStores } from './stores.ts';

/** How far the operators have come with a key, in this process. */
export interface ActivationState {
  readonly entered: readonly { readonly name: string; readonly at: Date }[];
  readonly activeSince: Date | null;
}

/** Keys that m of n operators open together. What they enter is in the memory of this process and nowhere else. */
export interface Activation {
  state(name: string): ActivationState;
  /** The store opened by the operators, while the key is active. */
  storeOf(name: string): KeyStore | undefined;
  /**
   * Takes one operator's share; with the last one needed the key opens. Throws ACTIVATION_NOT_NEEDED,
   * ACTIVATION_SHARE_WRONG with the count of refused ones, ACTIVATION_SHARE_TWICE, ACTIVATION_TOO_MANY, ACTIVATION_FAILED.
   */
  enter(
    db: Database,
    row: AuthorityRow,
    operator: Operator,
    share: string,
    passphrase: string,
  ): Promise<ActivationState>;
  /** Forgets key and shares. */
  end(name: string): Promise<void>;
  /** Told after a key was opened or forgotten. */
  onChange(listener: (name: string) => void): void;
  close(): Promise<void>;
}

interface Operator {
  readonly id: string;
  readonly name: string;
}

interface Entered {
  readonly name: string;
  readonly at: Date;
  readonly share: Uint8Array;
}

const MOST_WRONG = 10;
const WRONG_WINDOW = 15 * 60_000;

export function activation(stores: KeyStores, now: () => Date): Activation {
  const entered = new Map<string, Map<string, Entered>>();
  const active = new Map<string, { readonly store: KeyStore; readonly since: Date }>();
  const wrong = new Map<string, Date[]>();
  const listeners: ((name: string) => void)[] = [];
  const changed = (name: string) => {
    for (const listener of listeners) listener(name);
  };

  /** By key and person: nobody can close the door to the others. */
  const refused = (who: string): number => {
    const since = now().getTime() - WRONG_WINDOW;
    const recent = (wrong.get(who) ?? []).filter((at) => at.getTime() > since);
    wrong.set(who, recent);
    return recent.length;
  };
  const state = (name: string): ActivationState => ({
    entered: [...(entered.get(name)?.values() ?? [])].map(({ name: who, at }) => ({ name: who, at })),
    activeSince: active.get(name)?.since ?? null,
  });
  const forgetShares = (name: string) => {
    for (const { share } of entered.get(name)?.values() ?? []) share.fill(0);
    entered.delete(name);
  };

  const openWith = async (row: AuthorityRow, shares: readonly Uint8Array[]) => {
    const secret = await recombine(shares);
    const store = stores.openedWith(row.store ?? FILES, Buffer.from(secret).toString('utf8'));
    secret.fill(0);
    try {
      const key = await store.open(row.key_ref ?? '');
      if (!sameKey(key, publicKeyOf(row)))
        throw refuse('ACTIVATION_FAILED', { params: { reason: 'STORE_KEY_MISMATCH' } });
      active.set(row.name, { store, since: now() });
    } catch (error) {
      await store.close();
      const reason = keyProblemOf(error);
      throw reason === undefined ? error : refuse('ACTIVATION_FAILED', { params: { reason }, cause: error });
    }
    changed(row.name);
  };

  return {
    state,
    storeOf: (name) => active.get(name)?.store,
    async enter(db, row, operator, text, passphrase) {
      const { name, threshold } = row;
      if (threshold === null) throw refuse('ACTIVATION_NOT_NEEDED', { params: { name } });
      if (active.has(name)) return state(name);
      const who = `${name} ${operator.id}`;
      if (refused(who) >= MOST_WRONG) throw refuse('ACTIVATION_TOO_MANY');
      if (entered.get(name)?.has(operator.id)) throw refuse('ACTIVATION_SHARE_TWICE');
      const share = await ownShare(db, name, operator.id, text, passphrase).catch((error: unknown) => {
        if (!(error instanceof ShareError)) throw error;
        wrong.set(who, [...(wrong.get(who) ?? []), now()]);
        throw refuse('ACTIVATION_SHARE_WRONG', { field: 'body.share', params: { refused: refused(who) } });
      });
      const known = entered.get(name) ?? new Map<string, Entered>();
      known.set(operator.id, { name: operator.name, at: now(), share });
      entered.set(name, known);
      if (known.size < threshold) return state(name);
      entered.delete(name);
      await openWith(
        row,
        [...known.values()].map((one) => one.share),
      );
      return state(name);
    },
    async end(name) {
      forgetShares(name);
      const held = active.get(name);
      active.delete(name);
      changed(name);
      await held?.store.close();
    },
    onChange(listener) {
      listeners.push(listener);
    },
    async close() {
      for (const name of entered.keys()) forgetShares(name);
      const held = [...active.values()];
      active.clear();
      await Promise.all(held.map(({ store }) => store.close()));
    },
  };
}

async function ownShare(
  db: Database,
  name: string,
  operator: string,
  text: string,
  passphrase: string,
): Promise<Uint8Array> {
  const row = await db
    .withTables<IssuanceTables>()
    .selectFrom('activation_share')
    .select(['salt', 'public_key', 'share_check'])
    .where('authority', '=', name)
    .where('operator_id', '=', operator)
    .executeTakeFirst();
  if (!row) throw new ShareError('SHARE_FOREIGN', 'no share of this key was dealt to this person');
  const enrolment = { salt: new Uint8Array(row.salt), publicKey: new Uint8Array(row.public_key) };
  return openShare(text, passphrase, enrolment, row.share_check);
}
