import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TokenError } from '../errors.ts';
import { sealDescriptor } from '../seal.ts';

const base64 = z.base64();
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const counter = z.strictObject({ left: z.int().min(0), limit: z.int().min(1) });
const cost = z.strictObject({ n: z.int(), r: z.int(), p: z.int() });

/** A secret way to the master key: scrypt salt and the master key wrapped under what the secret yields. */
const slot = z.strictObject({ salt: base64, cost, wrapped: base64 });

const certificates = z.strictObject({ sign: base64, encrypt: base64, chain: z.array(base64) });
const keyPair = z.strictObject({ publicKey: base64, wrapped: base64 });

/** Descriptor of a seal, and SM3 of its two files. */
const seal = z.strictObject({ descriptor: sealDescriptor, object: hex, picture: hex });

const pair = {
  /** Counts the pairs a container has had; private keys are wrapped for one of them and cannot be moved to another. */
  generation: z.int().min(1).default(1),
  sign: keyPair,
  /** Both or neither: written in one step by an installation. */
  installed: z.strictObject({ encrypt: keyPair, certificates }).nullable(),
  seal: seal.nullable().default(null),
};

/** The renewed pair that waits beside the one in use. */
const next = z.strictObject({ ...pair, proven: z.boolean() });

/**
 * An encryption key kept for what was encrypted before: of a replaced pair of this medium, or imported (`generation` 0).
 * The certificate is missing where it was replaced before certificates were kept.
 */
const former = z.strictObject({
  generation: z.int().min(0),
  encrypt: keyPair,
  certificate: base64.nullable().default(null),
});

const container = z.strictObject({
  name: z.string(),
  ...pair,
  next: next.nullable().default(null),
  former: z.array(former).default([]),
  activation: z.strictObject({ order: z.string(), at: z.string() }).nullable().default(null),
});

/**
 * The file `medium.json` of a soft medium. No secret is readable in it: private keys are wrapped under a master key,
 * which is wrapped once under the PIN and once under the administrator key, both mixed with the medium's chip key.
 */
export const mediumRecord = z.strictObject({
  format: z.literal('yinxin-soft-token/1'),
  serial: z.string(),
  label: z.string(),
  model: z.string(),
  life: z.enum(['blank', 'made', 'spoiled']),
  spoiledReason: z.string().nullable(),
  passwordCard: z.string().nullable(),
  transport: z.strictObject({ publicKey: base64, wrapped: base64 }),
  pin: counter,
  admin: counter,
  pinInitial: z.boolean().default(false),
  pinChange: z.enum(['advised', 'required']).default('advised'),
  cost,
  /** Present once personalised. */
  access: z.strictObject({ pin: slot, admin: slot }).nullable(),
  /** The key of attestations, wrapped under the master key. */
  attest: base64.nullable().default(null),
  challenge: base64.nullable(),
  containers: z.array(container),
});

export type MediumRecord = z.infer<typeof mediumRecord>;
export type ContainerRecord = z.infer<typeof container>;
export type FormerRecord = z.infer<typeof former>;
export type NextRecord = z.infer<typeof next>;
export type PairRecord = Pick<ContainerRecord, 'generation' | 'sign' | 'installed' | 'seal'>;
export type SealRecord = z.infer<typeof seal>;
export type AccessSlot = z.infer<typeof slot>;
export type ScryptCost = z.infer<typeof cost>;

export const MEDIUM_FILE = 'medium.json';
export const CHIP_FILE = 'chip.key';

/** Reads a medium's record. Throws `E_MEDIUM_DAMAGED` if it is missing or not of this format. */
export function readRecord(directory: string): MediumRecord {
  try {
    return mediumRecord.parse(JSON.parse(readFileSync(join(directory, MEDIUM_FILE), 'utf8')));
  } catch (cause) {
    throw new TokenError({ code: 'E_MEDIUM_DAMAGED' }, { cause });
  }
}

/** Reads the 32-byte key that stands for the secret in a real key's chip. Throws `E_MEDIUM_DAMAGED`. */
export function readChipKey(directory: string): Uint8Array {
  try {
    const bytes = readFileSync(join(directory, CHIP_FILE));
    if (bytes.length === 32) return bytes;
  } catch (cause) {
    throw new TokenError({ code: 'E_MEDIUM_DAMAGED' }, { cause });
  }
  throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
}
