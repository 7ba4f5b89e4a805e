import { z } from 'zod';
import { Id } from './shapes.ts';

/** Algorithm of a CA key 密钥算法. */
export const AUTHORITY_ALGORITHMS = ['sm2', 'ecdsa-p256', 'rsa-3072', 'rsa-4096'] as const;
export const AuthorityAlgorithm = z.enum(AUTHORITY_ALGORITHMS);

/** Short name of a CA, part of its public addresses. */
export const AuthorityName = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/);
/** A value of a distinguished name (RFC 5280, ub-common-name). */
const NameValue = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^\P{Cc}*$/u);
const Subject = z.strictObject({ organisation: NameValue, commonName: NameValue });
const StoreName = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/);
const Years = z.number().int().min(1).max(30);
/** PEM, at most what a chain of large certificates needs. */
const Pem = z.string().max(100_000);
export const IssuedProfileName = z.string().min(1).max(60);
export const CeremonyReason = z.string().trim().min(2).max(500);

const Store = { store: StoreName.default('files'), algorithm: AuthorityAlgorithm };

/** What a ceremony 密钥仪式 is to do. */
export const CeremonyAct = z.discriminatedUnion('kind', [
  /** A new root with a new key. */
  z.strictObject({ kind: z.literal('create-root'), name: AuthorityName, subject: Subject, years: Years, ...Store }),
  /** A new issuing CA under one of our roots. */
  z.strictObject({
    kind: z.literal('create-issuing'),
    name: AuthorityName,
    parent: AuthorityName,
    subject: Subject,
    years: Years,
    profiles: z.array(IssuedProfileName).max(30).default([]),
    ...Store,
  }),
  /** A new issuing CA for a root elsewhere: makes the key and the request (PKCS#10). */
  z.strictObject({
    kind: z.literal('create-request'),
    name: AuthorityName,
    subject: Subject,
    profiles: z.array(IssuedProfileName).max(30).default([]),
    ...Store,
  }),
  /** Takes the certificate an outside root gave for the request; `chain` from its issuer up to its root. */
  z.strictObject({
    kind: z.literal('import-certificate'),
    authority: AuthorityName,
    certificate: Pem,
    chain: z.array(Pem).min(1).max(5),
  }),
  /** A new certificate for the same key. */
  z.strictObject({ kind: z.literal('renew-same-key'), authority: AuthorityName, years: Years }),
  /** A successor with a new key and the same subject, under a new short name; the old one goes on answering for its own. */
  z.strictObject({
    kind: z.literal('renew-new-key'),
    authority: AuthorityName,
    name: AuthorityName,
    years: Years,
    ...Store,
  }),
  /** `issuer` certifies another CA: one of ours, or one elsewhere by its request. */
  z.strictObject({
    kind: z.literal('cross-sign'),
    issuer: AuthorityName,
    authority: AuthorityName.optional(),
    request: Pem.optional(),
    name: AuthorityName.optional(),
    years: Years,
  }),
  /** From now on nothing is issued with it; its CRL goes on. */
  z.strictObject({ kind: z.literal('retire'), authority: AuthorityName, reason: CeremonyReason }),
  /** Which CA issues: by profile, or for one programme, or as the default of all. */
  z.strictObject({
    kind: z.literal('assign'),
    authority: AuthorityName,
    profile: IssuedProfileName.optional(),
    programme: z.string().min(1).max(60).optional(),
  }),
  /** From now on the key is opened by `threshold` of these operators only. Each has enrolled a passphrase before. */
  z.strictObject({
    kind: z.literal('require-activation'),
    authority: AuthorityName,
    threshold: z.number().int().min(2).max(15),
    operators: z.array(Id).min(2).max(15),
  }),
]);
export type CeremonyAct = z.infer<typeof CeremonyAct>;
export const CEREMONY_KINDS = [
  'create-root',
  'create-issuing',
  'create-request',
  'import-certificate',
  'renew-same-key',
  'renew-new-key',
  'cross-sign',
  'retire',
  'assign',
  'require-activation',
] as const satisfies readonly CeremonyAct['kind'][];

/** One consequence to be read before proposing and approving: a code for the text, and what fills it. */
export const Consequence = z.object({
  code: z.enum([
    'KEY_IS_MADE',
    'CERTIFICATE_IS_MADE',
    'REQUEST_IS_MADE',
    'ROOT_IS_TRUSTED_ANEW',
    'OLD_CERTIFICATE_STAYS_VALID',
    'OLD_CA_KEEPS_ITS_CRL',
    'OUTSIDER_IS_TRUSTED',
    'ISSUING_ENDS',
    'ISSUER_CHANGES',
    'OPERATORS_ARE_NEEDED',
    'LOST_SHARES_LOSE_THE_KEY',
    'CANNOT_BE_UNDONE',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
