import { type Explained, error, explained, warning } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

/** Carrier as far as the number tells. */
export type Carrier = 'sf' | 'ems' | 'jd' | 'unknown';

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

function postalCheckDigit(eight: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(eight.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return String(check === 10 ? 0 : check === 11 ? 5 : check);
}

/** Carrier recognised from the form of a cleaned number. */
export function carrier(number: string): Carrier {
  if (/^SF\d{12,13}$/.test(number)) return 'sf';
  if (/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(number) || /^1[0-2]\d{11}$/.test(number)) return 'ems';
  return /^JD[A-Z0-9]{8,18}$/.test(number) ? 'jd' : 'unknown';
}

/**
 * Cleans and validates a courier number (快递单号): 8 to 20 letters and digits with at least six digits. A number in the
 * international postal form whose check digit (UPU S10) is wrong gets a warning.
 */
export function explain(input: string): Explained & { readonly carrier: Carrier } {
  const { cleaned, findings } = cleanTypedCode(input);
  const found = carrier(cleaned);
  if (cleaned === '') findings.push(error('EMPTY'));
  else if (!/^[A-Z0-9]{8,20}$/.test(cleaned) || cleaned.replace(/\D/g, '').length < 6) {
    findings.push(error('TRACKING_FORMAT', { length: cleaned.length }));
  } else if (/^SF/.test(cleaned) && found !== 'sf') findings.push(warning('TRACKING_UNUSUAL', { carrier: 'SF' }));
  else if (/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(cleaned) && postalCheckDigit(cleaned.slice(2)) !== cleaned.charAt(10)) {
    findings.push(warning('TRACKING_UNUSUAL', { carrier: 'EMS' }));
  }
  return { ...explained(cleaned, findings), carrier: found };
}
