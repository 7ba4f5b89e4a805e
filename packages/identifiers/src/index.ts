/** Chinese identifiers: pure functions for browser and server, each input explained, never silently corrected. */

export type { CreditCodeExplained } from './credit-code/explain.ts';
export * as creditCode from './credit-code/index.ts';
export type { Named } from './credit-code/region.ts';
export type { Explained, Finding, FindingCode } from './finding.ts';
export type { HumanNumber, HumanNumberRead } from './human-number.ts';
export * as humanNumber from './human-number.ts';
export * as idCard from './id-card.ts';
export * as organisationCode from './organisation-code.ts';
export * as organisationName from './organisation-name.ts';
export * as personName from './person-name.ts';
export { landline, maskMobile, mobile, phone } from './phone.ts';
export * as taxNumber from './tax-number.ts';
export { describe, type Locale } from './texts.ts';
export type { Carrier } from './tracking-number.ts';
export * as trackingNumber from './tracking-number.ts';
export { cleanTypedCode } from './typed-code.ts';
