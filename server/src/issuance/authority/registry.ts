import type { Health, StoreKey } from '@yinxin/keystore';
import type { Certificate } from '@yinxin/pki';
import type { Database, Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import type { IssuanceTables } from '../tables.ts';
import { FIRST_ISSUER } from '../types.ts';
import { type Activation, activation } from './activation.ts';
import { type Authority, type AuthorityPlace, type CertificationAuthority, openNow } from './authority.ts';
import { AuthorityError } from './errors.ts';
import { ActivationNeeded, type KeyProblem, keyProblemOf, type LazyKey, lazyKey } from './keys.ts';
import { type AuthorityRow, keyAbout, readAuthorities } from './rows.ts';
import { FILES, type KeyStores, keyStores } from './stores.ts';

/** Whether a key could be used when it was last tried; null: not tried yet. */
export interface KeyCheck {
  readonly problem: KeyProblem | null;
  readonly at: Date;
}

const REFRESH_MS = 5_000;

/** Every CA of this house with its key, as this process knows them. */
export interface Authorities {
  /** The first root and issuing CA, as their rows say now. */
  readonly authority: Authority;
  readonly stores: KeyStores;
  readonly activation: Activation;
  /** The rows as last read. */
  rows(): readonly AuthorityRow[];
  /** A CA of ours that has a certificate and a key. Throws AUTHORITY_UNKNOWN, AUTHORITY_NOT_ACTIVE. */
  ca(name: string): CertificationAuthority;
  /** Which CA issues where nothing else is said. */
  defaultIssuer(): CertificationAuthority;
  /** Every issuing CA of ours whose certificates' status is answered: also one that is retired, until it ends. */
  issuers(): readonly CertificationAuthority[];
  /** Certificates of a CA and of those above it, up to the root. Throws AUTHORITY_UNKNOWN, AUTHORITY_NOT_ACTIVE. */
  chainOf(name: string): readonly Certificate[];
  /** The key of a CA of ours, also before it has a certificate. */
  keyOf(row: AuthorityRow): LazyKey;
  /** Which CA issues a profile, for a programme if one is given, as the database says now. */
  issuerFor(
    db: Database | Tx,
    asked: { readonly profile: string; readonly programme?: string },
  ): Promise<CertificationAuthority>;
  check(name: string): KeyCheck | undefined;
  health(store: string): Promise<Health>;
  /** Reads the rows again. */
  refresh(): Promise<void>;
  /** Tries the keys that could not be used; true when one of them can now. */
  retry(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Opens the CAs. Keys in files must open now, as they always had to; keys in other stores, and keys that wait for
 * operators, may come later. Throws AuthorityError.
 */
export async function openAuthorities(place: AuthorityPlace, now: () => Date): Promise<Authorities> {
  const stores = keyStores(place);
  const operators = activation(stores, now);
  const keys = new Map<
    string,
    { readonly ref: string | null; readonly threshold: number | null; readonly key: LazyKey }
  >();
  const checks = new Map<string, KeyCheck>();
  let rows = await readAuthorities(place.db);
  /** A key that could not be used can be now, and nobody has gone on with what waited for it. */
  let isBack = false;

  const openKey = async (name: string): Promise<StoreKey> => {
    const row = rows.find((one) => one.name === name);
    if (!row?.store || row.key_ref === null) throw new AuthorityError('AUTHORITY_KEY_MISSING', name);
    if (row.threshold === null) return stores.get(row.store).open(row.key_ref);
    const opened = operators.storeOf(name);
    if (!opened) throw new ActivationNeeded(name);
    return opened.open(row.key_ref);
  };
  const keyOf = (row: AuthorityRow): LazyKey => {
    const known = keys.get(row.name);
    // Another reference or other operators: what was opened before must not sign any more.
    if (known && known.ref === row.key_ref && known.threshold === row.threshold) return known.key;
    const inner = lazyKey(keyAbout(row), () => openKey(row.name));
    const noted = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        const done = await work();
        if ((checks.get(row.name)?.problem ?? null) !== null) isBack = true;
        checks.set(row.name, { problem: null, at: now() });
        return done;
      } catch (error) {
        const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
        const problem = keyProblemOf(error) ?? keyProblemOf(cause);
        if (problem) checks.set(row.name, { problem, at: now() });
        throw error;
      }
    };
    const key: LazyKey = {
      ...inner,
      ready: () => noted(inner.ready),
      sign: (permit) => noted(() => inner.sign(permit)),
    };
    keys.set(row.name, { ref: row.key_ref, threshold: row.threshold, key });
    return key;
  };
  const find = (name: string): AuthorityRow => {
    const row = rows.find((one) => one.name === name);
    if (!row) throw refuse('AUTHORITY_UNKNOWN', { params: { name } });
    return row;
  };
  const ca = (name: string): CertificationAuthority => {
    const row = find(name);
    if (!row.certificate || row.store === null) {
      throw refuse('AUTHORITY_NOT_ACTIVE', { params: { name, state: row.state } });
    }
    return { name, certificate: row.certificate, key: keyOf(row) };
  };
  const chainAbove = (row: AuthorityRow): readonly Certificate[] => {
    if (row.chain.length > 0) return row.chain;
    const parent = rows.find(({ name }) => name === row.parent);
    return parent?.certificate ? [parent.certificate, ...chainAbove(parent)] : [];
  };
  operators.onChange((name) => {
    keys.get(name)?.key.forget();
    isBack ||= operators.storeOf(name) !== undefined;
  });

  for (const name of ['root', 'issuing']) {
    const row = rows.find((one) => one.name === name);
    if (!row?.certificate) throw new AuthorityError('AUTHORITY_MISSING', name);
    if (row.store === FILES && row.threshold === null) {
      await openNow(row, row.certificate, stores);
      await keyOf(row).ready();
    }
  }

  const refresh = async () => {
    rows = await readAuthorities(place.db);
  };
  // Another process may have held a ceremony.
  const timer = setInterval(() => void refresh().catch(() => {}), REFRESH_MS).unref();

  return {
    authority: {
      get root() {
        return ca('root');
      },
      get issuing() {
        return ca('issuing');
      },
    },
    stores,
    activation: operators,
    rows: () => rows,
    ca,
    keyOf,
    async issuerFor(db, { profile, programme = '' }) {
      const assigned = await db
        .withTables<IssuanceTables>()
        .selectFrom('issuer_assignment')
        .select(['programme', 'authority'])
        .where('profile', '=', profile)
        .where('programme', 'in', ['', programme])
        .orderBy('programme', 'desc')
        .executeTakeFirst();
      const name = assigned?.authority ?? (await defaultName(db));
      // Made by another process a moment ago.
      if (!rows.some((row) => row.name === name)) await refresh();
      return ca(name);
    },
    defaultIssuer: () => ca(rows.find((row) => row.is_default)?.name ?? FIRST_ISSUER),
    issuers: () =>
      rows.filter((row) => isIssuer(row) && (row.certificate?.notAfter ?? 0) > now()).map(({ name }) => ca(name)),
    chainOf: (name) => [ca(name).certificate, ...chainAbove(find(name))],
    check: (name) => checks.get(name),
    health: (store) => stores.get(store).health(),
    refresh,
    async retry() {
      const waiting = rows.filter((row) => row.store !== null && (checks.get(row.name)?.problem ?? null) !== null);
      await Promise.allSettled(waiting.map((row) => keyOf(row).ready()));
      const was = isBack;
      isBack = false;
      return was;
    },
    async close() {
      clearInterval(timer);
      await Promise.all([stores.close(), operators.close()]);
    },
  };
}

/** An issuing CA with a certificate and a key of this house. */
export function isIssuer({ kind, store, certificate }: AuthorityRow): boolean {
  return kind === 'issuing' && store !== null && certificate !== null;
}

async function defaultName(db: Database | Tx): Promise<string> {
  const row = await db
    .withTables<IssuanceTables>()
    .selectFrom('authority')
    .select('name')
    .where('is_default', '=', true)
    .executeTakeFirst();
  return row?.name ?? FIRST_ISSUER;
}
