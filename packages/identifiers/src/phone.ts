import { type Explained, error, explained } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

function digits(input: string): string {
  return cleanTypedCode(input)
    .cleaned.replace(/[()]/g, '')
    .replace(/^(\+|00)86/, '');
}

/** Normalises a mainland mobile number (手机号) to 11 digits: country code, spaces and hyphens removed. */
export function mobile(input: string): Explained {
  let cleaned = digits(input);
  if (/^861\d{10}$/.test(cleaned)) cleaned = cleaned.slice(2);
  if (cleaned === '') return explained('', [error('EMPTY')]);
  return explained(cleaned, /^1[3-9]\d{9}$/.test(cleaned) ? [] : [error('MOBILE_FORMAT', { length: cleaned.length })]);
}

const areaCode = /^(010|02\d|0[3-9]\d{2})([2-9]\d{6,7})$/;

/**
 * Normalises a fixed line (固定电话) to `0791-88888888` or `0791-88888888-123`, and service numbers to
 * `400-123-4567`. An extension must be separated by a hyphen or `转`.
 */
export function landline(input: string): Explained {
  const [main = '', extension = ''] = input
    .normalize('NFKC')
    .split(/(?:转|ext\.?|x|(?<=\d{7})[-–—])\s*(?=\d{1,6}\s*$)/iu);
  const cleaned = digits(main);
  if (cleaned === '') return explained('', [error('EMPTY')]);
  const tail = extension.trim() === '' ? '' : `-${extension.trim()}`;
  const service = /^([48]00)(\d{3})(\d{4})$/.exec(cleaned);
  if (service) return explained(`${service[1]}-${service[2]}-${service[3]}${tail}`, []);
  const parts = areaCode.exec(cleaned.startsWith('0') ? cleaned : `0${cleaned}`);
  if (!parts) return explained(cleaned, [error('LANDLINE_FORMAT')]);
  return explained(`${parts[1]}-${parts[2]}${tail}`, []);
}

/** A mobile or a fixed line, whichever the text is. */
export function phone(input: string): Explained {
  const asMobile = mobile(input);
  if (asMobile.valid) return asMobile;
  const asLandline = landline(input);
  return asLandline.valid ? asLandline : explained(asLandline.cleaned, [error('PHONE_FORMAT')]);
}

/** `138****8000`: enough to recognise one's own number, not to learn another's. */
export function maskMobile(number: string): string {
  return number.length < 8 ? '*'.repeat(number.length) : `${number.slice(0, 3)}****${number.slice(-4)}`;
}
