import {
  describe,
  type Explained,
  type Finding,
  idCard,
  mobile,
  personName,
  phone,
  trackingNumber,
} from '@yinxin/identifiers';
import type { FieldSpec } from '@yinxin/programme';
import { type Refused, refuse } from '../refusal.ts';

const unsafe = /[<>]|javascript\s*:|&#|&\w+;|\{\{|\$\{|[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/iu;
/** One of these is in everything unsafe: most of what is typed is looked through once and let go. */
const suspicious = /[<>:&{\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** What nobody sees: two names that look alike would stand in two certificates. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

type Checked = { readonly value: string } | { readonly refusal: Refused };

/** True for markup and control characters that no honest entry contains; line breaks are allowed in long texts. */
export function isUnsafe(text: string): boolean {
  return suspicious.test(text) && unsafe.test(text.replace(/[\r\n\t]/g, ' '));
}

/** Whether a text has more characters than that; they are counted only where its length leaves a doubt. */
export const isLonger = (text: string, most: number): boolean => text.length > most && [...text].length > most;

/** The sentence of the first error found, in both languages. */
export function explainFinding(findings: readonly Finding[]): { readonly zh: string; readonly en: string } {
  const first = findings.find((f) => f.severity === 'error') ?? findings[0];
  if (!first) return { zh: '格式不对', en: 'wrong form' };
  return { zh: describe(first, 'zh-CN'), en: describe(first, 'en') };
}

function identified(spec: FieldSpec, explained: Explained): Checked {
  if (explained.valid) return { value: explained.cleaned };
  return refuse(
    'FIELD_INVALID',
    { label: spec.label, reason: explainFinding(explained.findings) },
    `fields.${spec.code}`,
  );
}

/** What is printed and certified as it is typed; numbers are cleaned, long texts may hold what a keyboard gives. */
const isOneLine = ({ kind }: FieldSpec) => kind === 'text' || kind === 'address' || kind === 'person-name';

/** Checks and normalises the value of a required or filled field at submission. */
export function checkField(spec: FieldSpec, raw: string): Checked {
  const at = `fields.${spec.code}`;
  const value = raw.trim();
  if (value === '') return spec.required ? refuse('FIELD_MISSING', { label: spec.label }, at) : { value };
  if (isUnsafe(value)) return refuse('FIELD_UNSAFE', { label: spec.label }, at);
  if (isOneLine(spec) && invisible.test(value)) return refuse('FIELD_UNSAFE', { label: spec.label }, at);
  const never = spec.refused?.find((one) => one.value === value);
  if (never) return refuse('FIELD_INVALID', { label: spec.label, reason: never.message }, at);
  if (isLonger(value, spec.maxLength)) return refuse('FIELD_TOO_LONG', { label: spec.label, max: spec.maxLength }, at);
  switch (spec.kind) {
    case 'mobile':
      return identified(spec, mobile(value));
    case 'phone':
      return identified(spec, phone(value));
    case 'id-card':
      return identified(spec, idCard.explain(value));
    case 'person-name':
      return identified(spec, personName.normalise(value));
    case 'email':
      return email.test(value) ? { value } : wrong(spec, '不是有效的邮箱地址', 'is no e-mail address');
    case 'postcode':
      return /^\d{6}$/.test(value) ? { value } : wrong(spec, '邮编是 6 位数字', 'a postcode has six digits');
    case 'address':
      return [...value].length >= 5 ? { value } : wrong(spec, '请写完整的地址', 'please give the full address');
    case 'choice': {
      const choice = spec.choices?.find((c) => c.code === value);
      if (!choice) return wrong(spec, '请从列出的选项中选择', 'please choose one of the options');
      if (choice.accepted) return { value };
      // JX-20
      return refuse('CHOICE_NOT_ONLINE', { label: choice.label, message: choice.refusal ?? choice.label }, at);
    }
    case 'text':
    case 'long-text':
      return { value };
  }
}

function wrong(spec: FieldSpec, zh: string, en: string): Checked {
  return refuse('FIELD_INVALID', { label: spec.label, reason: { zh, en } }, `fields.${spec.code}`);
}

/** The carrier's name and a courier number as they are stored, or why they cannot be (JX-40). */
export function checkParcel(
  carrier: string,
  typed: string,
): { readonly carrier: string; readonly trackingNumber: string } | { readonly refusal: Refused } {
  if (isUnsafe(carrier)) return refuse('FIELD_UNSAFE', { label: { zh: '快递公司', en: 'Carrier' } }, 'carrier');
  const checked = checkTracking(typed);
  return 'refusal' in checked ? checked : { carrier: carrier.trim(), trackingNumber: checked.value };
}

function checkTracking(typed: string): Checked {
  const explained = trackingNumber.explain(typed);
  if (explained.valid) return { value: explained.cleaned };
  return refuse('TRACKING_INVALID', { reason: explainFinding(explained.findings) }, 'trackingNumber');
}
