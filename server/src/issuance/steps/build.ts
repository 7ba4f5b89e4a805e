import { buildTbsCertificate, issuerOf, nameOf, PROFILES, type ProfileName } from '@yinxin/pki';
import type { StatusAddresses } from '../addresses.ts';
import type { CertificationAuthority } from '../authority/authority.ts';
import { type OrderPlan, subjectParts } from '../types.ts';

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

/** Step 3: the to-be-signed bytes of one certificate, from the plan alone: the same plan gives the same bytes. */
export function buildPlanned(
  plan: OrderPlan,
  planned: Planned,
  ca: CertificationAuthority,
  addresses: StatusAddresses,
): Uint8Array {
  return buildTbsCertificate(PROFILES[profileOf(planned.use)], {
    serial: BigInt(`0x${planned.serial}`),
    issuer: issuerOf(ca.certificate),
    subject: nameOf(subjectParts(plan)),
    publicKey: new Uint8Array(Buffer.from(planned.publicKey, 'base64')),
    notBefore: new Date(plan.notBefore),
    notAfter: new Date(plan.notAfter),
    algorithm: ca.key.algorithm,
    caIssuersUrls: [addresses.certificate(ca.name)],
    // The responder's own status is not asked for (id-pkix-ocsp-nocheck).
    ...(planned.use === 'ocsp' ? {} : { crlUrls: [addresses.crl(ca.name, planned.shard)], ocspUrls: [addresses.ocsp] }),
    ...(plan.creditCode === undefined ? {} : { identity: { creditCode: plan.creditCode } }),
  });
}
