import { randomBytes, randomInt } from 'node:crypto';
import { engine } from '@yinxin/gm';
import { z } from 'zod';
import { fromBase64, toBase64 } from './base64.ts';
import { pinWeakness } from './pin.ts';

/** What only the medium and the authority's safe may know. Staff never see it: it travels encrypted to the medium. */
export const personalisation = z.strictObject({
  /** Initial PIN, also printed on the password card 密码卡; null where the holder chooses one at the medium itself. */
  pin: z.string().min(1).max(64).nullable(),
  /** Administrator unlock key (PUK), 16–64 printable characters. */
  adminKey: z.string().regex(/^[\x21-\x7e]{16,64}$/),
  /** Number of that card; null where there is none and the holder chose the PIN. */
  passwordCard: z.string().min(1).max(40).nullable(),
  /** Whether the holder only is reminded to change the initial PIN, or has to before anything else. */
  pinChange: z.enum(['advised', 'required']).default('advised'),
});

export type Personalisation = z.input<typeof personalisation>;
export type OpenedPersonalisation = z.output<typeof personalisation>;

const unlockResponse = z.strictObject({ serial: z.string(), nonce: z.base64(), adminKey: z.string() });

const encode = (value: unknown): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(value), 'utf8'));

const decode = (privateKey: Uint8Array, cipher: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(engine().decrypt(privateKey, cipher)).toString('utf8'));
  } catch {
    // Which step failed would tell a forger something and the owner nothing.
    return undefined;
  }
};

/**
 * The personalisation envelope: JSON `{pin, adminKey, passwordCard, pinChange?}` in UTF-8, SM2-encrypted (SM2Cipher DER,
 * GM/T 0009 §7.2) to the medium's transport public key (65 bytes 04‖X‖Y).
 */
export function sealPersonalisation(transportPublicKey: Uint8Array, data: Personalisation): Uint8Array {
  return engine().encrypt(transportPublicKey, encode(personalisation.parse(data)));
}

/** Opens an envelope inside the medium; null if it is not for this medium or not of this shape. */
export function openPersonalisation(
  transportPrivateKey: Uint8Array,
  envelope: Uint8Array,
): OpenedPersonalisation | null {
  return personalisation.safeParse(decode(transportPrivateKey, envelope)).data ?? null;
}

/** The authority's answer to an unlock challenge: the administrator key, readable only by that medium, only once. */
export function sealUnlockResponse(
  transportPublicKey: Uint8Array,
  answer: { readonly serial: string; readonly nonce: Uint8Array; readonly adminKey: string },
): Uint8Array {
  return engine().encrypt(transportPublicKey, encode({ ...answer, nonce: toBase64(answer.nonce) }));
}

/** Opens an unlock answer inside the medium; null if it is not for this medium. */
export function openUnlockResponse(
  transportPrivateKey: Uint8Array,
  response: Uint8Array,
): { readonly serial: string; readonly nonce: Uint8Array; readonly adminKey: string } | null {
  const answer = unlockResponse.safeParse(decode(transportPrivateKey, response)).data;
  return answer ? { ...answer, nonce: fromBase64(answer.nonce) } : null;
}

/** A random initial PIN of `length` digits that the medium `serial` will accept. */
export function randomPin(serial: string, length = 8): string {
  for (;;) {
    const pin = Array.from({ length }, () => randomInt(10)).join('');
    if (pinWeakness(pin, serial) === null) return pin;
  }
}

/** A random administrator unlock key: 192 bits, 32 characters of base64url. */
export const randomAdminKey = (): string => randomBytes(24).toString('base64url');
