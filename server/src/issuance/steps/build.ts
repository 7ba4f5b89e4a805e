import {
  buildTbsCertificate,
  type Certificate,
  issuerOf,
  type NameParts,
  nameOf,
  PROFILES,
  type ProfileName,
  type SignatureAlgorithm,
} from '@yinxin/pki';
import type { StatusAddresses } from '../addresses.ts';
import type { OrderPlan } from '../types.ts';

type Planned = OrderPlan['certificates'][number];

/** The profile of each use. */
export function profileOf(use: Planned['use']): ProfileName {
  switch (use) {
    case 'sign':
      return 'organisation-signing';
    case 'encrypt':
      return 'organisation-encryption';
    case 'ocsp':
      return 'ocsp-responder';
    case 'seal-maker':
      return 'seal-maker';
  }
}

/** The plan's subject without absent parts. */
export function subjectParts(plan: OrderPlan): NameParts {
  const { C, CN, ST, L, O, OU } = plan.subject;
  return { C, CN, ...(ST ? { ST } : {}), ...(L ? { L } : {}), ...(O ? { O } : {}), ...(OU ? { OU } : {}) };
}

/** The CA that will issue, as far as its certificates show it. */
export interface BuildPlace {
  readonly name: string;
  readonly certificate: Certificate;
  /** How its key signs. */
  readonly algorithm: SignatureAlgorithm;
  readonly addresses: StatusAddresses;
}

/** Step 3: the to-be-signed bytes of one certificate, from the plan alone: the same plan gives the same bytes. */
export function buildPlanned(
  plan: OrderPlan,
  planned: Planned,
  { name, certificate, algorithm, addresses }: BuildPlace,
): Uint8Array {
  return buildTbsCertificate(PROFILES[profileOf(planned.use)], {
    serial: BigInt(`0x${planned.serial}`),
    issuer: issuerOf(certificate),
    subject: nameOf(subjectParts(plan)),
    publicKey: new Uint8Array(Buffer.from(planned.publicKey, 'base64')),
    notBefore: new Date(plan.notBefore),
    notAfter: new Date(plan.notAfter),
    algorithm,
    caIssuersUrls: [addresses.certificate(name)],
    // The responder's own status is not asked for (id-pkix-ocsp-nocheck).
    ...(planned.use === 'ocsp' ? {} : { crlUrls: [addresses.crl(name, planned.shard)], ocspUrls: [addresses.ocsp] }),
    ...(plan.creditCode === undefined ? {} : { identity: { creditCode: plan.creditCode } }),
  });
}
