import { REVOCATION_REASONS, type STATUS_REASONS } from '@yinxin/contract';
import { z } from 'zod';

export { REVOCATION_REASONS };
/** Why a certificate is revoked 吊销 (RFC 5280 §5.3.1), the values that apply here. */
export type RevocationReason = (typeof REVOCATION_REASONS)[number];
/** The same with `certificateHold` for suspended and `removeFromCRL` for resumed. */
export type StatusReason = (typeof STATUS_REASONS)[number];

/** How long a pair is valid: years from its issuance, or until the end another one had (change, reissue, renewal). */
export type Validity =
  | { readonly kind: 'years'; readonly years: number }
  | { readonly kind: 'until'; readonly notAfter: Date };

/** The organisation and terms a pair of certificates 双证书 is made for, as the application room knows them. */
export interface Subscriber {
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly organisationId: string;
  /** Full registered name. */
  readonly name: string;
  /** Unified social credit code, 18 characters. */
  readonly creditCode: string;
  readonly organisationalUnit?: string;
  /** Which of the application's media the pair is for, where it has several; 0 unless told. */
  readonly position?: number;
  readonly validity: Validity;
  /** Code of the programme, which may have an issuing CA of its own. */
  readonly programme?: string;
  /** Kind of certificates wanted; absent for an organisation's pair. What the house does not issue is refused. */
  readonly profile?: string;
}

/** A pair as handed to production: DER throughout. */
export interface IssuedPair {
  readonly orderId: string;
  /** Which of the application's media it is for. */
  readonly position: number;
  readonly sign: Uint8Array;
  readonly encrypt: Uint8Array;
  /** From the issuing CA to the root. */
  readonly chain: readonly Uint8Array[];
  /** SM2EnvelopedKey (GB/T 35276) for the signing key inside the medium. */
  readonly envelopedKey: Uint8Array;
  readonly certificates: readonly IssuedCertificate[];
}

export interface IssuedCertificate {
  readonly use: 'sign' | 'encrypt';
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const Parts = z.strictObject({
  C: z.string(),
  ST: z.string().optional(),
  L: z.string().optional(),
  O: z.string().optional(),
  OU: z.string().optional(),
  CN: z.string(),
});

/** Everything step 3 needs to build the same bytes again after a crash; kept in the order. */
export const OrderPlan = z.strictObject({
  subject: Parts,
  creditCode: z.string().optional(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  certificates: z.array(
    z.strictObject({
      use: z.enum(['sign', 'encrypt', 'ocsp', 'seal-maker']),
      serial: z.string(),
      publicKey: z.base64(),
      /** Part of the CRL; absent when the list is not divided. */
      shard: z.number().int().optional(),
    }),
  ),
  /** Short name of the CA that issues; absent in plans from when there was one. */
  authority: z.string().optional(),
});
export type OrderPlan = z.infer<typeof OrderPlan>;

/** The CA that issued before there were several. */
export const FIRST_ISSUER = 'issuing';

/** Short name of the CA a plan is issued by. */
export function issuerNameOf({ authority = FIRST_ISSUER }: OrderPlan): string {
  return authority;
}
