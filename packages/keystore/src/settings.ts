import { z } from 'zod';

const number = z.coerce.number().int().nonnegative();

/** How a module does SM2: there is no standard number for it, every vendor has its own. See docs/key-stores.md. */
export const Sm2Settings = z.strictObject({
  keyGenMechanism: number.describe('CKM number that makes an SM2 key pair.'),
  signMechanism: number.describe('CKM number that signs with SM2.'),
  keyType: number.describe('CKK number of SM2 keys.'),
  input: z
    .enum(['message', 'sm3', 'digest-za'])
    .default('digest-za')
    .describe(
      'What the store is given: the message (it makes SM3(ZA‖M) itself), SM3(M) (it adds ZA itself), or e = SM3(ZA‖M).',
    ),
  curveParameters: z
    .hex()
    .default('06082a811ccf5501822d')
    .describe('CKA_EC_PARAMS in hexadecimal; the object identifier 1.2.156.10197.1.301 unless told.'),
  signature: z.enum(['raw', 'der']).default('raw').describe('raw r‖s (64 bytes), or SM2Signature in DER.'),
});
export type Sm2Settings = z.infer<typeof Sm2Settings>;

/** One PKCS#11 store as configured. */
export const Pkcs11Settings = z.strictObject({
  kind: z.literal('pkcs11'),
  library: z.string().min(1).describe('Path of the module (.so, .dll).'),
  token: z.string().min(1).max(32).describe('Label of the token.'),
  /** Given as { file: path }; absent where operators activate it. */
  pin: z.string().min(1).max(200).optional(),
  sessions: z.coerce.number().int().min(1).max(32).default(4),
  rsaPadding: z.enum(['pkcs1', 'pss']).default('pkcs1'),
  timeoutSeconds: z.coerce.number().min(0.1).max(600).default(20),
  sm2: Sm2Settings.optional(),
});
export type Pkcs11Settings = z.infer<typeof Pkcs11Settings>;

/** The setting `keyStores`: stores beside the built-in `files`, by name. */
export const KeyStoreSettings = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), Pkcs11Settings);
export type KeyStoreSettings = z.infer<typeof KeyStoreSettings>;
