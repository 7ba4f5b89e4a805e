import { assertSignerId } from './identity.ts';
import type { OpenSslKeys } from './openssl-keys.ts';
import type { OpenSsl, Pointer } from './openssl-library.ts';
import { decodeSignature, encodeSignature, isStrictSignature } from './structures.ts';

const MAX_SIGNATURE = 80;

/** Foreign calls under way at a time: the layer refuses the 257th, and libuv has few threads anyway. */
const MOST_UNDER_WAY = 64;
let underWay = 0;
const waiting: (() => void)[] = [];

/** Lets a call begin when its turn has come. */
async function inTurn<T>(call: () => Promise<T>): Promise<T> {
  if (underWay < MOST_UNDER_WAY) underWay += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await call();
  } finally {
    // The place goes to the next in line, or becomes free.
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}

/** Signing and verification with keys of the library that are already open. Signatures are read and written by us. */
export function openSslSignatures(ssl: OpenSsl, { failed }: OpenSslKeys) {
  const md: Pointer = ssl.sm3();

  /** A digest context bound to key and signer id; `close` frees both halves. */
  function begin(init: OpenSsl['signInit'], key: Pointer, signerId: Uint8Array) {
    assertSignerId(signerId);
    const digest: Pointer = ssl.newDigest();
    const context: Pointer = ssl.newContext(key, null);
    const close = (): void => {
      // In this order: the digest context only borrows the key context.
      ssl.freeDigest(digest);
      ssl.freeContext(context);
    };
    const isSet = ssl.setSignerId(context, signerId, signerId.length) === 1;
    ssl.attachContext(digest, context);
    if (!isSet || init(digest, null, md, null, key) !== 1) {
      close();
      throw failed('begin the signature');
    }
    return { digest, close };
  }

  /** Runs one foreign call on a thread of libuv's pool. Only inside `inTurn`. */
  const onThread = (call: OpenSsl['sign'], ...input: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      call.async(...input, (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)));
    });

  /** The signature as strict DER with r and s in range; undefined when it is not one. */
  function strict(signature: Uint8Array): Uint8Array | undefined {
    if (isStrictSignature(signature)) return signature.slice();
    try {
      return encodeSignature(decodeSignature(signature));
    } catch {
      return undefined;
    }
  }

  return {
    sign(key: Pointer, message: Uint8Array, signerId: Uint8Array): Uint8Array {
      const { digest, close } = begin(ssl.signInit, key, signerId);
      try {
        const out = new Uint8Array(MAX_SIGNATURE);
        const size: [number | bigint] = [MAX_SIGNATURE];
        if (ssl.sign(digest, out, size, message, message.length) !== 1) throw failed('sign');
        return out.slice(0, Number(size[0]));
      } finally {
        close();
      }
    },

    /** The context holds its own reference to the key, so closing the key meanwhile is safe. */
    async signAsync(key: Pointer, message: Uint8Array, signerId: Uint8Array): Promise<Uint8Array> {
      const { digest, close } = begin(ssl.signInit, key, signerId);
      try {
        const out = new Uint8Array(MAX_SIGNATURE);
        const size: [number | bigint] = [MAX_SIGNATURE];
        const result = await inTurn(() => onThread(ssl.sign, digest, out, size, message, message.length));
        if (result !== 1) throw failed('sign');
        return out.slice(0, Number(size[0]));
      } finally {
        close();
      }
    },

    verify(key: Pointer, message: Uint8Array, signature: Uint8Array, signerId: Uint8Array): boolean {
      const der = strict(signature);
      if (der === undefined) return false;
      const { digest, close } = begin(ssl.verifyInit, key, signerId);
      try {
        const isGood = ssl.verify(digest, der, der.length, message, message.length) === 1;
        if (!isGood) ssl.clearErrors();
        return isGood;
      } finally {
        close();
      }
    },

    async verifyAsync(
      key: Pointer,
      message: Uint8Array,
      signature: Uint8Array,
      signerId: Uint8Array,
    ): Promise<boolean> {
      const der = strict(signature);
      if (der === undefined) return false;
      const { digest, close } = begin(ssl.verifyInit, key, signerId);
      try {
        return (await inTurn(() => onThread(ssl.verify, digest, der, der.length, message, message.length))) === 1;
      } finally {
        close();
      }
    },
  };
}

export type OpenSslSignatures = ReturnType<typeof openSslSignatures>;
