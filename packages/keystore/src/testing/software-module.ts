import { decodeSignature, encodeSignature, engine } from '@yinxin/gm';
import {
  FUNCTION_NAMES,
  type FunctionName,
  type FunctionTable,
  functionTable,
  parametersOf,
} from '../pkcs11/functions.ts';
import { fixed, foreign, readTemplate, TEMPLATE_STRIDE, WORD } from '../pkcs11/layout.ts';
import { CKA, CKO } from '../pkcs11/numbers.ts';

/** Numbers of the invented vendor of this module. */
export const VENDOR = { keyGen: 0x8000_1001, sign: 0x8000_1002, keyType: 0x8000_1003 } as const;

/** What a test may do to the device. Answers are CKR numbers; 0 lets the call through. */
export interface SoftwareDevice {
  readonly table: () => FunctionTable;
  /** Asked before each call: a test pulls the device out, blocks a PIN … here. */
  fault: (name: FunctionName) => number;
  /** Calls made, by name. */
  readonly calls: Map<FunctionName, number>;
  /** What C_Sign was given last. */
  lastInput: Uint8Array;
  /** Turns the signature before it is given out. */
  spoil: (signature: Uint8Array) => Uint8Array;
  /** Asked in the middle of C_Sign. */
  signing: () => void;
  /** What is in the token, to be put into another device. */
  contents(): readonly SavedObject[];
}

/** An object of the token as text. */
export interface SavedObject {
  readonly attributes: readonly (readonly [number, string])[];
  readonly privateKey: string | null;
}

interface Stored {
  readonly attributes: Map<number, Buffer>;
  readonly privateKey?: Uint8Array;
}

/**
 * A PKCS#11 module in this language: a function table of C function pointers, so that the very calls a vendor's module
 * would get are made, with SM2 under vendor numbers. It signs e = SM3(ZA‖M) (`digest`) or the message itself, raw r‖s.
 */
export function softwareDevice(
  pin: string,
  takes: 'digest' | 'message' = 'message',
  saved: readonly SavedObject[] = [],
): SoftwareDevice {
  const koffi = foreign();
  const objects = new Map<number, Stored>();
  const searches = new Map<number, number[]>();
  const signing = new Map<number, Stored>();
  let handles = 100;
  let loggedIn = false;
  let initialised = false;

  const read = (at: unknown, length: number): Buffer =>
    length === 0 ? Buffer.alloc(0) : Buffer.from(koffi.decode(at, koffi.array('uint8_t', length)));
  const write = (at: unknown, bytes: Uint8Array) => koffi.encode(at, koffi.array('uint8_t', bytes.length), bytes);
  const word = (at: unknown): number => Number(read(at, WORD).readBigUInt64LE(0));
  const writeWord = (at: unknown, value: number) => {
    const bytes = Buffer.alloc(WORD);
    bytes.writeBigUInt64LE(BigInt(value));
    write(at, bytes);
  };
  const attributesAt = (at: unknown, count: number) =>
    readTemplate(read(at, count * TEMPLATE_STRIDE), count).map(({ type, address, length }) => ({
      type,
      address,
      length,
      value: address === 0n ? Buffer.alloc(0) : read(address, length),
    }));
  const add = (attributes: Map<number, Buffer>, privateKey?: Uint8Array): number => {
    handles += 1;
    objects.set(handles, { attributes, ...(privateKey ? { privateKey } : {}) });
    return handles;
  };
  for (const { attributes, privateKey } of saved) {
    add(
      new Map(attributes.map(([type, value]) => [type, Buffer.from(value, 'hex')])),
      privateKey === null ? undefined : new Uint8Array(Buffer.from(privateKey, 'hex')),
    );
  }
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(WORD);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };

  const functions: Readonly<Record<FunctionName, (...args: unknown[]) => number>> = {
    C_Initialize: () => {
      const answer = initialised ? 0x191 : 0;
      initialised = true;
      return answer;
    },
    C_Finalize: () => {
      initialised = false;
      loggedIn = false;
      return 0;
    },
    C_GetSlotList: (_present, slots, count) => {
      if (slots) writeWord(slots, 7);
      writeWord(count, 1);
      return 0;
    },
    C_GetTokenInfo: (_slot, info) => {
      const bytes = Buffer.alloc(208, ' ');
      bytes.write('software', 0);
      bytes.write('Yinxin tests', 32);
      bytes.fill(0, 96);
      write(info, bytes);
      return 0;
    },
    C_GetMechanismList: (_slot, list, count) => {
      if (list) write(list, Buffer.concat([VENDOR.keyGen, VENDOR.sign].map(number)));
      writeWord(count, 2);
      return 0;
    },
    C_OpenSession: (_slot, _flags, _application, _notify, handle) => {
      handles += 1;
      writeWord(handle, handles);
      return 0;
    },
    C_CloseSession: () => 0,
    C_Login: (_session, _user, given, length) => {
      if (read(given, Number(length)).toString() !== pin) return 0xa0;
      loggedIn = true;
      return 0;
    },
    C_Logout: () => 0,
    C_DestroyObject: (_session, object) => (objects.delete(Number(object)) ? 0 : 0x82),
    C_GetAttributeValue: (_session, object, at, count) => {
      const stored = objects.get(Number(object));
      if (!stored) return 0x82;
      const asked = attributesAt(at, Number(count));
      const filled = fixed(asked.length * TEMPLATE_STRIDE);
      filled.set(read(at, filled.length));
      for (const [index, { type, address }] of asked.entries()) {
        const value = stored.attributes.get(type);
        if (!value) return 0x12;
        if (address !== 0n) write(address, value);
        filled.writeBigUInt64LE(BigInt(value.length), index * TEMPLATE_STRIDE + WORD + 8);
      }
      write(at, filled);
      return 0;
    },
    C_FindObjectsInit: (session, at, count) => {
      const wanted = attributesAt(at, Number(count));
      const found = [...objects].filter(
        ([, { attributes, privateKey }]) =>
          (loggedIn || !privateKey) && wanted.every(({ type, value }) => attributes.get(type)?.equals(value)),
      );
      searches.set(
        Number(session),
        found.map(([handle]) => handle),
      );
      return 0;
    },
    C_FindObjects: (session, list, most, count) => {
      const found = (searches.get(Number(session)) ?? []).slice(0, Number(most));
      if (found.length > 0) write(list, Buffer.concat(found.map(number)));
      writeWord(count, found.length);
      return 0;
    },
    C_FindObjectsFinal: () => 0,
    C_GenerateKeyPair: (_session, how, publicAt, publicCount, privateAt, privateCount, publicHandle, secretHandle) => {
      if (word(how) !== VENDOR.keyGen) return 0x70;
      const { privateKey, publicKey } = engine().generateKeyPair();
      const given = (at: unknown, count: unknown) =>
        new Map(attributesAt(at, Number(count)).map(({ type, value }) => [type, value]));
      const shown = given(publicAt, publicCount)
        .set(CKA.class, number(CKO.publicKey))
        .set(CKA.keyType, number(VENDOR.keyType))
        .set(CKA.ecPoint, Buffer.concat([Uint8Array.of(4, publicKey.length), publicKey]));
      const hidden = given(privateAt, privateCount)
        .set(CKA.class, number(CKO.privateKey))
        .set(CKA.keyType, number(VENDOR.keyType));
      writeWord(publicHandle, add(shown));
      writeWord(secretHandle, add(hidden, privateKey));
      return 0;
    },
    C_SignInit: (session, how, key) => {
      const stored = objects.get(Number(key));
      if (word(how) !== VENDOR.sign) return 0x70;
      if (!stored?.privateKey) return 0x60;
      signing.set(Number(session), stored);
      return 0;
    },
    C_Sign: (session, data, length, signature, signatureLength) => {
      const stored = signing.get(Number(session));
      if (!stored?.privateKey) return 0x91;
      signing.delete(Number(session));
      const input = read(data, Number(length));
      device.lastInput = new Uint8Array(input);
      device.signing();
      const raw = device.spoil(rawSignature(stored.privateKey, input, takes));
      write(signature, raw);
      writeWord(signatureLength, raw.length);
      return 0;
    },
  };

  const calls = new Map<FunctionName, number>();
  const list = fixed((FUNCTION_NAMES.length + 1) * 8);
  const isUsed = (name: string): name is FunctionName => Object.hasOwn(functions, name);
  for (const [index, name] of FUNCTION_NAMES.entries()) {
    if (!isUsed(name)) continue;
    const prototype = koffi.pointer(koffi.proto('unsigned long', parametersOf(name)));
    const pointer = koffi.register((...args: unknown[]) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return device.fault(name) || functions[name](...args);
    }, prototype);
    list.writeBigUInt64LE(BigInt(koffi.address(pointer)), (index + 1) * 8);
  }
  const address = koffi.address(list);
  const device: SoftwareDevice = {
    table: () => functionTable(address),
    fault: () => 0,
    calls,
    lastInput: new Uint8Array(),
    spoil: (signature) => signature,
    signing: () => {},
    contents: () =>
      [...objects.values()].map(({ attributes, privateKey }) => ({
        attributes: [...attributes].map(([type, value]) => [type, value.toString('hex')] as const),
        privateKey: privateKey ? Buffer.from(privateKey).toString('hex') : null,
      })),
  };
  keep.add(list);
  return device;
}

/** Function tables live as long as the process. */
const keep = new Set<Buffer>();

function rawSignature(privateKey: Uint8Array, input: Uint8Array, takes: 'digest' | 'message'): Uint8Array {
  const signature = takes === 'message' ? engine().sign(privateKey, input) : signDigest(privateKey, input);
  const { r, s } = decodeSignature(signature);
  return Buffer.from(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'), 'hex');
}

const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** GB/T 32918.2 §6.1 from step A3 on, given e. */
function signDigest(privateKey: Uint8Array, e: Uint8Array): Uint8Array {
  const big = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const d = big(privateKey);
  // A fresh pair is a random k and the point kG.
  const { privateKey: k, publicKey } = engine().generateKeyPair();
  const r = (big(e) + big(publicKey.subarray(1, 33))) % N;
  const s = (power(1n + d, N - 2n) * ((((big(k) - r * d) % N) + N) % N)) % N;
  return encodeSignature({ r, s });
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % N];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
