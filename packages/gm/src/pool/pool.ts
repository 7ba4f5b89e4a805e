import { availableParallelism } from 'node:os';
import { GmError } from '../errors.ts';
import { DEFAULT_SIGNER_ID } from '../sm2/curve.ts';
import { engine } from '../sm2/engine.ts';
import { pointerOf } from '../sm2/openssl.ts';
import type { Sm2Engine, Sm2PrivateKey, Sm2Signer } from '../sm2/types.ts';
import type { Outcome } from './job.ts';
import { Threads } from './threads.ts';

/** A private key open for all threads of a pool. */
export interface Sm2PoolKey extends Sm2Signer {
  /** One signature for each message, in the same order. */
  signMany(messages: readonly Uint8Array[], signerId?: Uint8Array): Promise<readonly Uint8Array[]>;
  /** Lets go of the key once what was begun is done; signing afterwards rejects with `SM2_PRIVATE_KEY_INVALID`. */
  close(): void;
}

export interface Sm2Verification {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly signerId?: Uint8Array;
}

/** SM2 on several cores at once. */
export interface Sm2Pool {
  /** Threads that work; 0 where the engine is not OpenSSL and everything runs on the calling thread. */
  readonly threads: number;
  /** Opens a private key (32 bytes) for the pool. Throws `SM2_PRIVATE_KEY_INVALID`. */
  openPrivateKey(privateKey: Uint8Array): Sm2PoolKey;
  /** Whether each signature is right, in the same order. Rejects with `SM2_PUBLIC_KEY_INVALID`. */
  verifyMany(verifications: readonly Sm2Verification[]): Promise<readonly boolean[]>;
  /** Ends the threads; what is still waiting rejects with `SM2_ENGINE_FAILED`. */
  close(): Promise<void>;
}

/**
 * Starts a pool. Worker threads of one process share its OpenSSL, so a thread is given the address of the open key and
 * never the key: no copy of it is in a message, a log or the memory of the thread's JavaScript.
 *
 * @example
 * const pool = openSm2Pool();
 * const key = pool.openPrivateKey(privateKey);
 * const signatures = await key.signMany(toBeSigned);
 */
export function openSm2Pool(options: { readonly threads?: number; readonly engine?: Sm2Engine } = {}): Sm2Pool {
  const { threads = availableParallelism(), engine: sm2 = engine() } = options;
  const isShared = hasSharedKeys(sm2);
  const work = isShared ? onThreads(threads) : onThisThread(sm2);
  return {
    threads: isShared ? threads : 0,
    openPrivateKey: (privateKey) => poolKey(sm2.openPrivateKey(privateKey), work),
    verifyMany: (verifications) => Promise.all(verifications.map((one) => work.verify(one))),
    close: () => work.close(),
  };
}

/** So many signatures of a key are left to libuv's threads; more are worth a thread with messages of its own. */
const FEW = 4;
/** Longer messages are not copied to a thread. */
const LONGEST = 65_536;
let crowd: Work | undefined;

/**
 * Opens a private key (32 bytes) that is asked for one signature at a time, often many at once: those share messages to the
 * threads of a pool, which begins with the first crowd. Throws `SM2_PRIVATE_KEY_INVALID`.
 */
export function openCrowdSigner(privateKey: Uint8Array, sm2: Sm2Engine = engine()): Sm2Signer {
  const key = sm2.openPrivateKey(privateKey);
  if (pointerOf(key) === undefined) return key;
  let underWay = 0;
  return {
    publicKey: key.publicKey,
    async signAsync(message, signerId = DEFAULT_SIGNER_ID) {
      underWay += 1;
      try {
        if (underWay <= FEW || message.length > LONGEST) return await key.signAsync(message, signerId);
        crowd ??= onThreads(availableParallelism());
        return await crowd.sign(key, message, signerId);
      } finally {
        underWay -= 1;
      }
    },
  };
}

interface Work {
  sign(key: Sm2PrivateKey, message: Uint8Array, signerId: Uint8Array): Promise<Uint8Array>;
  verify(verification: Sm2Verification): Promise<boolean>;
  close(): Promise<void>;
}

/** Whether private keys of this engine are OpenSSL's, which every thread can use. */
function hasSharedKeys(sm2: Sm2Engine): boolean {
  const probe = sm2.openPrivateKey(Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 1 : 0)));
  const isShared = pointerOf(probe) !== undefined;
  probe.close();
  return isShared;
}

function onThisThread(sm2: Sm2Engine): Work {
  return {
    sign: (key, message, signerId) => key.signAsync(message, signerId),
    verify: ({ publicKey, message, signature, signerId }) => sm2.verifyAsync(publicKey, message, signature, signerId),
    close: async () => {},
  };
}

function onThreads(count: number): Work {
  const threads = new Threads(count);
  const wrong = (outcome: Outcome): GmError =>
    outcome.kind === 'refused'
      ? new GmError(outcome.code, outcome.message)
      : new GmError('SM2_ENGINE_FAILED', 'a thread of the pool answered something else than was asked');
  return {
    async sign(key, message, signerId) {
      const outcome = await threads.run({ op: 'sign', key: pointerOf(key), message, signerId });
      if (outcome.kind !== 'signature') throw wrong(outcome);
      return outcome.signature;
    },
    async verify(verification) {
      const outcome = await threads.run({ signerId: DEFAULT_SIGNER_ID, ...verification, op: 'verify' });
      if (outcome.kind !== 'verdict') throw wrong(outcome);
      return outcome.isGood;
    },
    close: () => threads.close(),
  };
}

function poolKey(handle: Sm2PrivateKey, work: Work): Sm2PoolKey {
  let inFlight = 0;
  let isClosed = false;
  const letGo = (): void => {
    if (isClosed && inFlight === 0) handle.close();
  };
  const signAsync = async (message: Uint8Array, signerId = DEFAULT_SIGNER_ID): Promise<Uint8Array> => {
    if (isClosed) throw new GmError('SM2_PRIVATE_KEY_INVALID', 'the key was closed');
    inFlight += 1;
    try {
      return await work.sign(handle, message, signerId);
    } finally {
      inFlight -= 1;
      letGo();
    }
  };
  return {
    publicKey: handle.publicKey,
    signAsync,
    signMany: (messages, signerId) => Promise.all(messages.map((message) => signAsync(message, signerId))),
    close() {
      isClosed = true;
      letGo();
    },
  };
}
