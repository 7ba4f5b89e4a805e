import { KeyStoreError } from '../errors.ts';
import type { Pkcs11Settings } from '../settings.ts';
import { type FunctionTable, must, Pkcs11Error } from './functions.ts';
import { fixed, fixedCopy, readWord, template, WORD } from './layout.ts';
import { CKF, CKR_CRYPTOKI_ALREADY_INITIALIZED, CKR_USER_ALREADY_LOGGED_IN, CKU_USER } from './numbers.ts';

/** A logged-in connection to one token: a bounded pool of sessions, one operation in each at a time. */
export interface Connection {
  readonly table: FunctionTable;
  readonly description: string;
  /** Numbers of the mechanisms the token offers. */
  readonly mechanisms: ReadonlySet<number>;
  /** Runs `work` with a session of its own. */
  withSession<T>(work: (session: number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Most CK_TOKEN_INFO layouts fit twice: 32+32+16+16 characters, flags, ten numbers, two versions, the time. */
const TOKEN_INFO_SIZE = 512;
const FLAGS_AT = 96;

/**
 * Initialises the module, finds the token by its label, opens the sessions and logs in once. `retryable` errors are
 * everything but STORE_PIN_WRONG and STORE_LOCKED.
 */
export async function connect(
  table: FunctionTable,
  settings: Pick<Pkcs11Settings, 'token' | 'sessions'>,
  pin: string | undefined,
): Promise<Connection> {
  await initialise(table);
  try {
    const { slot, description } = await findToken(table, settings.token);
    if (pin === undefined) throw new KeyStoreError('STORE_LOCKED', `the token ${settings.token} waits for its PIN`);
    const sessions = await openSessions(table, slot, settings.sessions);
    await logIn(table, sessions[0] ?? 0, pin);
    const mechanisms = await mechanismsOf(table, slot);
    return { table, description, mechanisms, withSession: pool(sessions), close: () => finalise(table) };
  } catch (error) {
    await finalise(table);
    throw error;
  }
}

/** With the operating system's locks: several threads call at once. */
async function initialise(table: FunctionTable): Promise<void> {
  // CK_C_INITIALIZE_ARGS: four callbacks, flags, reserved; `flags` is a CK_ULONG after four pointers.
  const args = fixed(6 * 8);
  if (WORD === 8) args.writeBigUInt64LE(BigInt(CKF.osLocking), 32);
  else args.writeUInt32LE(CKF.osLocking, 32);
  const answer = await table.call('C_Initialize', args);
  if (answer !== 0 && answer !== CKR_CRYPTOKI_ALREADY_INITIALIZED) throw new Pkcs11Error('C_Initialize', answer);
}

async function finalise(table: FunctionTable): Promise<void> {
  // What it answers does not matter any more: the next connection begins anew.
  await table.call('C_Finalize', null).catch(() => 0);
}

async function findToken(table: FunctionTable, label: string): Promise<{ slot: number; description: string }> {
  const count = fixed(WORD);
  await must(table, 'C_GetSlotList', 1, null, count);
  const slots = fixed(Math.max(1, Number(readWord(count, 0))) * WORD);
  await must(table, 'C_GetSlotList', 1, slots, count);
  const found: string[] = [];
  for (let index = 0; index < Number(readWord(count, 0)); index += 1) {
    const slot = Number(readWord(slots, index * WORD));
    const info = fixed(TOKEN_INFO_SIZE);
    if ((await table.call('C_GetTokenInfo', slot, info)) !== 0) continue;
    const text = (from: number, to: number) => info.subarray(from, to).toString('utf8').replaceAll('\0', ' ').trim();
    if (text(0, 32) !== label) {
      found.push(text(0, 32));
      continue;
    }
    if (Number(readWord(info, FLAGS_AT)) & CKF.userPinLocked) {
      throw new KeyStoreError('STORE_LOCKED', `the PIN of the token ${label} is blocked`);
    }
    return { slot, description: [text(32, 64), text(64, 80), text(80, 96)].filter(Boolean).join(' ') };
  }
  throw new KeyStoreError(
    'STORE_DEVICE_REMOVED',
    `no token is labelled ${label}; there are: ${found.join(', ') || '-'}`,
  );
}

async function openSessions(table: FunctionTable, slot: number, count: number): Promise<number[]> {
  const sessions: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const handle = fixed(WORD);
    const answer = await table.call('C_OpenSession', slot, CKF.serialSession | CKF.rwSession, null, null, handle);
    // A device with fewer sessions works with fewer.
    if (answer !== 0 && index > 0) break;
    if (answer !== 0) throw new Pkcs11Error('C_OpenSession', answer);
    sessions.push(Number(readWord(handle, 0)));
  }
  return sessions;
}

async function logIn(table: FunctionTable, session: number, pin: string): Promise<void> {
  const bytes = fixedCopy(Buffer.from(pin, 'utf8'));
  try {
    const answer = await table.call('C_Login', session, CKU_USER, bytes, bytes.length);
    if (answer !== 0 && answer !== CKR_USER_ALREADY_LOGGED_IN) throw new Pkcs11Error('C_Login', answer);
  } finally {
    bytes.fill(0);
  }
}

async function mechanismsOf(table: FunctionTable, slot: number): Promise<ReadonlySet<number>> {
  const count = fixed(WORD);
  await must(table, 'C_GetMechanismList', slot, null, count);
  const list = fixed(Math.max(1, Number(readWord(count, 0))) * WORD);
  await must(table, 'C_GetMechanismList', slot, list, count);
  return new Set(Array.from({ length: Number(readWord(count, 0)) }, (_, at) => Number(readWord(list, at * WORD))));
}

/** First come, first served. */
function pool(sessions: readonly number[]): Connection['withSession'] {
  const free = [...sessions];
  const waiting: ((session: number) => void)[] = [];
  const take = () => {
    const session = free.pop();
    return session === undefined
      ? new Promise<number>((resolve) => {
          waiting.push(resolve);
        })
      : session;
  };
  return async (work) => {
    const session = await take();
    try {
      return await work(session);
    } finally {
      const next = waiting.shift();
      if (next) next(session);
      else free.push(session);
    }
  };
}

/** Finds the handles of objects that match, at most `most`. */
export async function findObjects(
  table: FunctionTable,
  session: number,
  wanted: Parameters<typeof template>[0],
  most: number,
): Promise<number[]> {
  const like = template(wanted);
  await must(table, 'C_FindObjectsInit', session, like, like.count);
  try {
    const handles = fixed(most * WORD);
    const count = fixed(WORD);
    await must(table, 'C_FindObjects', session, handles, most, count);
    return Array.from({ length: Number(readWord(count, 0)) }, (_, at) => Number(readWord(handles, at * WORD)));
  } finally {
    await table.call('C_FindObjectsFinal', session);
  }
}
