import { randomBytes } from 'node:crypto';
import { checkPublicKey, PkiError, type PublicKey, verifySignature } from '@yinxin/pki';
import { KeyStoreError } from '../errors.ts';
import type { Pkcs11Settings } from '../settings.ts';
import type { KeyStore, NewKey, StoreAlgorithm, StoredKey, StoreKey } from '../types.ts';
import { type Connection, connect, findObjects } from './connection.ts';
import { type FunctionTable, loadModule, must } from './functions.ts';
import { fixed, fixedCopy, no, readWord, template, WORD, yes } from './layout.ts';
import { algorithmsOf, makingWay, signingWay } from './mechanisms.ts';
import { CKA, CKK, CKO, CKR_BUFFER_TOO_SMALL } from './numbers.ts';
import { attributes, CLASS, pointOf, rsaPublicKey } from './objects.ts';
import { type Reconnecting, reconnecting } from './reconnect.ts';

export interface Pkcs11StoreOptions {
  readonly name: string;
  readonly settings: Pkcs11Settings;
  /** Given apart from the settings where operators activate the store. */
  readonly pin?: string | undefined;
  /** The module; loaded from `settings.library` when absent. */
  readonly table?: () => FunctionTable;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

const LONGEST_LIST = 1_000;
const LARGEST_SIGNATURE = 1_024;

/**
 * Keys in a PKCS#11 token. Calls run on threads, several sessions at once. A lost device is tried again with a growing
 * pause; a refused PIN never. Everything signed is verified before it is given out.
 */
export function pkcs11Store(options: Pkcs11StoreOptions): KeyStore {
  const { name, settings } = options;
  const pin = options.pin ?? settings.pin;
  const load = options.table ?? (() => loadModule(settings.library));
  const device = reconnecting(() => connect(load(), settings, pin), options.now);

  const openKey = async (connection: Connection, session: number, ref: string): Promise<StoreKey> => {
    const handle = await privateHandle(connection, session, ref);
    const found = await publicHalf(connection, session, ref, settings);
    return storeKey(device, settings, ref, found, { connection, handle });
  };

  return {
    kind: 'pkcs11',
    name,
    async health() {
      try {
        return await device.use(async (connection) => {
          // Asks the token itself, so that a device that was pulled out is noticed.
          await connection.withSession((session) => findObjects(connection.table, session, [CLASS(CKO.privateKey)], 1));
          const algorithms = algorithmsOf(connection.mechanisms, settings);
          return { ready: true, description: connection.description, algorithms };
        });
      } catch (error) {
        if (!(error instanceof KeyStoreError)) throw error;
        return { ready: false, problem: error.code, detail: error.detail };
      }
    },
    generate: (wanted) =>
      device.use((connection) =>
        connection.withSession(async (session) => {
          const ref = await generatePair(connection, session, wanted, settings);
          return openKey(connection, session, ref);
        }),
      ),
    open: (ref) => {
      if (!/^[0-9a-f]{2,128}$/.test(ref)) throw new KeyStoreError('STORE_KEY_MISSING', 'not a CKA_ID in hexadecimal');
      return device.use((connection) => connection.withSession((session) => openKey(connection, session, ref)));
    },
    list: () =>
      device.use((connection) =>
        connection.withSession(async (session): Promise<StoredKey[]> => {
          const handles = await findObjects(connection.table, session, [CLASS(CKO.privateKey)], LONGEST_LIST);
          const listed: StoredKey[] = [];
          for (const handle of handles) {
            const [id, label] = await attributes(connection.table, session, handle, [CKA.id, CKA.label]);
            listed.push({ ref: id?.toString('hex') ?? '', label: label?.toString('utf8') ?? '' });
          }
          return listed;
        }),
      ),
    close: () => device.close(),
  };
}

/** What the token says of the public half. */
interface Found extends PublicKey {
  readonly keyAlgorithm: 'rsa' | 'p-256' | 'sm2';
}

function storeKey(
  device: Reconnecting,
  settings: Pkcs11Settings,
  ref: string,
  found: Found,
  first: { readonly connection: Connection; readonly handle: number },
): StoreKey {
  const { keyAlgorithm, publicKey } = found;
  // Handles are good for one connection only.
  let known = first;
  const way = signingWay(keyAlgorithm, publicKey, first.connection.mechanisms, settings);
  return {
    ref,
    algorithm: way.algorithm,
    keyAlgorithm,
    publicKey,
    sign: (tbs) =>
      device.use((connection) =>
        connection.withSession(async (session) => {
          if (known.connection !== connection) {
            known = { connection, handle: await privateHandle(connection, session, ref) };
          }
          const raw = await signOnce(connection.table, session, known.handle, way.mechanism(), way.input(tbs));
          const signature = way.output(raw);
          if (!verifySignature(way.algorithm, found, tbs, signature)) {
            throw new KeyStoreError('STORE_FAILED', 'the store answered a signature that does not verify');
          }
          return signature;
        }),
      ),
  };
}

async function signOnce(
  table: FunctionTable,
  session: number,
  key: number,
  how: ReturnType<typeof template>,
  input: Uint8Array,
): Promise<Uint8Array> {
  await must(table, 'C_SignInit', session, how, key);
  const given = fixedCopy(input);
  const length = fixed(WORD);
  if (WORD === 8) length.writeBigUInt64LE(BigInt(LARGEST_SIGNATURE));
  else length.writeUInt32LE(LARGEST_SIGNATURE);
  const signature = fixed(LARGEST_SIGNATURE);
  const answer = await table.call('C_Sign', session, given, given.length, signature, length);
  if (answer === CKR_BUFFER_TOO_SMALL) throw new KeyStoreError('STORE_FAILED', 'a signature longer than 1,024 bytes');
  if (answer !== 0) {
    // The operation is over with any other answer (PKCS#11 base specification §5.2).
    await must({ call: async () => answer }, 'C_Sign');
  }
  return new Uint8Array(signature.subarray(0, Number(readWord(length, 0))));
}

async function privateHandle({ table }: Connection, session: number, ref: string): Promise<number> {
  const wanted = [CLASS(CKO.privateKey), { type: CKA.id, value: fixedCopy(Buffer.from(ref, 'hex')) }];
  const [handle, second] = await findObjects(table, session, wanted, 2);
  if (handle === undefined) throw new KeyStoreError('STORE_KEY_MISSING', `no private key has the id ${ref}`);
  if (second !== undefined) throw new KeyStoreError('STORE_KEY_MISMATCH', `two private keys have the id ${ref}`);
  return handle;
}

async function publicHalf(
  { table }: Connection,
  session: number,
  ref: string,
  settings: Pkcs11Settings,
): Promise<Found> {
  const wanted = [CLASS(CKO.publicKey), { type: CKA.id, value: fixedCopy(Buffer.from(ref, 'hex')) }];
  const [handle] = await findObjects(table, session, wanted, 1);
  if (handle === undefined) throw new KeyStoreError('STORE_KEY_MISSING', `no public key has the id ${ref}`);
  const [typeBytes] = await attributes(table, session, handle, [CKA.keyType]);
  const type = typeBytes && typeBytes.length >= WORD ? Number(readWord(typeBytes, 0)) : -1;
  const found = await readPublic(table, session, handle, type, settings);
  try {
    checkPublicKey(found);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw new KeyStoreError('STORE_KEY_MISMATCH', `the public key ${ref} is not a usable one (${error.code})`, error);
  }
  return found;
}

async function readPublic(
  table: FunctionTable,
  session: number,
  handle: number,
  type: number,
  { sm2 }: Pkcs11Settings,
): Promise<Found> {
  if (type === CKK.rsa) {
    const [modulus = fixed(0), exponent = fixed(0)] = await attributes(table, session, handle, [
      CKA.modulus,
      CKA.publicExponent,
    ]);
    return { keyAlgorithm: 'rsa', publicKey: rsaPublicKey(modulus, exponent) };
  }
  if (type !== CKK.ec && type !== sm2?.keyType) {
    throw new KeyStoreError('STORE_MECHANISM_MISSING', `keys of type 0x${type.toString(16)} are not used here`);
  }
  const [parameters = fixed(0), point = fixed(0)] = await attributes(table, session, handle, [
    CKA.ecParams,
    CKA.ecPoint,
  ]);
  const isSm2 = sm2 !== undefined && type === sm2.keyType && parameters.toString('hex') === sm2.curveParameters;
  return { keyAlgorithm: isSm2 ? 'sm2' : 'p-256', publicKey: pointOf(point) };
}

/** Makes a pair inside the token; the private half is hidden and stays. Answers its CKA_ID. */
async function generatePair(
  { table, mechanisms }: Connection,
  session: number,
  { algorithm, label }: NewKey,
  settings: Pkcs11Settings,
): Promise<string> {
  const way = makingWay(algorithm satisfies StoreAlgorithm, settings);
  if (!mechanisms.has(way.mechanism)) {
    throw new KeyStoreError('STORE_MECHANISM_MISSING', `the token makes no ${algorithm} keys`);
  }
  const id = randomBytes(16);
  const common = [
    { type: CKA.token, value: yes() },
    { type: CKA.id, value: fixedCopy(id) },
    { type: CKA.label, value: fixedCopy(Buffer.from(label, 'utf8')) },
  ];
  const publicTemplate = template([...common, { type: CKA.verify, value: yes() }, ...way.attributes]);
  const privateTemplate = template([
    ...common,
    { type: CKA.private, value: yes() },
    { type: CKA.sensitive, value: yes() },
    { type: CKA.extractable, value: no() },
    { type: CKA.sign, value: yes() },
  ]);
  const [publicHandle, secretHandle] = [fixed(WORD), fixed(WORD)];
  await must(
    table,
    'C_GenerateKeyPair',
    session,
    template([{ type: way.mechanism, value: fixed(0) }]),
    publicTemplate,
    publicTemplate.count,
    privateTemplate,
    privateTemplate.count,
    publicHandle,
    secretHandle,
  );
  const [sensitive, extractable] = await attributes(table, session, Number(readWord(secretHandle, 0)), [
    CKA.sensitive,
    CKA.extractable,
  ]);
  if (sensitive?.[0] !== 1 || extractable?.[0] !== 0) {
    await table.call('C_DestroyObject', session, Number(readWord(secretHandle, 0)));
    await table.call('C_DestroyObject', session, Number(readWord(publicHandle, 0)));
    throw new KeyStoreError('STORE_FAILED', 'the token made a key that can be taken out; it was removed');
  }
  return id.toString('hex');
}
