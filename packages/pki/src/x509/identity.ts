import { DerReader, type DerValue, decodeText, der } from '../der/index.ts';
import { OID } from '../oids.ts';
import { extension } from './extension.ts';

/** Identity numbers of an organisation that go into the private extensions of GM/T 0015. */
export interface OrganisationIdentity {
  /** Unified social credit code 统一社会信用代码: written to 1.2.156.10260.4.1.4 and, unless given, to .5. */
  readonly creditCode: string;
  /** Old organisation code 组织机构代码: takes the place of the credit code in 1.2.156.10260.4.1.4. */
  readonly organisationCode?: string;
  /** Business registration number 企业工商注册号, 1.2.156.10260.4.1.3. */
  readonly registrationNumber?: string;
  /** Tax number 企业税号, 1.2.156.10260.4.1.5; the credit code when not given. */
  readonly taxNumber?: string;
  /** Insurance number 社会保险号, 1.2.156.10260.4.1.2. */
  readonly insuranceNumber?: string;
  /** A further object identifier for the credit code, where a house follows GM/T 0015-2023. */
  readonly creditCodeOid?: string;
}

/** Identity document of a person 个人身份标识码, 1.2.156.10260.4.1.1. */
export interface PersonIdentity {
  readonly document: 'resident-card' | 'military-card' | 'passport';
  readonly number: string;
  /** Insurance number 个人社会保险号, 1.2.156.10260.4.1.2. */
  readonly insuranceNumber?: string;
}

const DOCUMENTS = ['resident-card', 'military-card', 'passport'] as const;

/** PrintableString, never critical. */
const printable = (oid: string, value: string): Uint8Array => extension(oid, false, der.printableString(value));

/** The identity extensions of an organisation, in the order of their numbers. */
export function organisationExtensions(identity: OrganisationIdentity): Uint8Array[] {
  const { creditCode, organisationCode, registrationNumber, taxNumber, insuranceNumber, creditCodeOid } = identity;
  return [
    ...(insuranceNumber ? [printable(OID.insuranceNumber, insuranceNumber)] : []),
    ...(registrationNumber ? [printable(OID.icRegistrationNumber, registrationNumber)] : []),
    printable(OID.organizationCode, organisationCode ?? creditCode),
    printable(OID.taxationNumber, taxNumber ?? creditCode),
    ...(creditCodeOid ? [printable(creditCodeOid, creditCode)] : []),
  ];
}

/**
 * IdentifyCode ::= CHOICE { residenterCardNumber [0] PrintableString, militaryOfficerCardNumber [1] UTF8String,
 * passportNumber [2] PrintableString }, written with explicit tags.
 */
export function personExtensions({ document, number, insuranceNumber }: PersonIdentity): Uint8Array[] {
  const text = document === 'military-card' ? der.utf8String(number) : der.printableString(number);
  return [
    extension(OID.identifyCode, false, der.explicit(DOCUMENTS.indexOf(document), text)),
    ...(insuranceNumber ? [printable(OID.insuranceNumber, insuranceNumber)] : []),
  ];
}

/** Object identifiers under which identity numbers occur: those of the standard, its edition of 2023, and of old issuers. */
export const IDENTITY_OIDS: ReadonlySet<string> = new Set([
  OID.identifyCode,
  OID.insuranceNumber,
  OID.icRegistrationNumber,
  OID.organizationCode,
  OID.taxationNumber,
  ...['1.2.156.10260.4.4', '1.2.156.10260.4.4.4', '1.2.156.10260.4.1.1.1', '1.2.156.10260.4.1.1.2'],
  ...[1, 2, 3, 4, 5, 8].map((number) => `1.2.86.11.7.1.${number}`),
]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

function bareText(content: Uint8Array): string {
  try {
    return utf8.decode(content);
  } catch {
    return new TextDecoder('gbk').decode(content);
  }
}

/** The text of an identity extension: some carry it bare, some in a string type, IdentifyCode in a context tag around it. */
export function identityText(value: DerValue): string {
  try {
    const outer = DerReader.within(value);
    const inner = outer.any();
    outer.end();
    if ((inner.tag & 0xe0) === 0xa0) return decodeText(DerReader.within(inner).any());
    return (inner.tag & 0xe0) === 0x80 || inner.tag === 0x04 ? bareText(inner.content) : decodeText(inner);
  } catch {
    return bareText(value.content);
  }
}

/** Which document an IdentifyCode is about, with explicit or implicit tags; undefined when there is no tag. */
export function documentOf(value: Uint8Array): PersonIdentity['document'] | undefined {
  const [tag = 0] = value;
  return (tag & 0xc0) === 0x80 ? DOCUMENTS[tag & 0x1f] : undefined;
}
