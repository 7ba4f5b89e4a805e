import { z } from 'zod';
import { KEY_STORE_PROBLEMS } from '../errors.ts';
import { Pkcs11Settings } from '../settings.ts';
import { STORE_ALGORITHMS } from '../types.ts';

/** What crosses the pipe between the server and the process that holds a module. Structured clones, bytes as they are. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const id = z.number().int();

/** The first message, once. The PIN travels here and nowhere else: no argument, no environment, no file. */
export const HostStart = z.strictObject({
  start: z.strictObject({ name: z.string(), settings: Pkcs11Settings, pin: z.string().optional() }),
});
export type HostStart = z.infer<typeof HostStart>;

export const HostRequest = z.discriminatedUnion('op', [
  z.strictObject({ id, op: z.literal('health') }),
  z.strictObject({ id, op: z.literal('list') }),
  z.strictObject({ id, op: z.literal('open'), ref: z.string() }),
  z.strictObject({ id, op: z.literal('generate'), algorithm: z.enum(STORE_ALGORITHMS), label: z.string() }),
  z.strictObject({ id, op: z.literal('sign'), ref: z.string(), tbs: bytes }),
]);
export type HostRequest = z.infer<typeof HostRequest>;

/** What a key shows of itself. */
export const KeyShown = z.strictObject({
  ref: z.string(),
  algorithm: z.enum(['sm2-sm3', 'rsa-sha256', 'rsa-pss-sha256', 'ecdsa-p256-sha256']),
  keyAlgorithm: z.enum(['sm2', 'rsa', 'p-256']),
  publicKey: bytes,
});

export const HealthShown = z.discriminatedUnion('ready', [
  z.strictObject({ ready: z.literal(true), description: z.string(), algorithms: z.array(z.enum(STORE_ALGORITHMS)) }),
  z.strictObject({ ready: z.literal(false), problem: z.enum(KEY_STORE_PROBLEMS), detail: z.string() }),
]);

export const KeysListed = z.array(z.strictObject({ ref: z.string(), label: z.string() }));

export const HostAnswer = z.union([
  z.strictObject({ id, value: z.unknown() }),
  z.strictObject({ id, problem: z.enum(KEY_STORE_PROBLEMS), detail: z.string() }),
]);
export type HostAnswer = z.infer<typeof HostAnswer>;
