import { type CreditCodeExplained, explain as explainCreditCode } from './credit-code/explain.ts';
import { error, explained } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

/**
 * Cleans and validates a taxpayer number (纳税人识别号) for an invoice: the credit code, or an old number of 15, 17 or
 * 20 characters, which has no check character.
 */
export function explain(input: string): CreditCodeExplained {
  const { cleaned, findings } = cleanTypedCode(input);
  if (cleaned === '') return explained('', [error('EMPTY')]);
  if (cleaned.length === 18) return explainCreditCode(input);
  if (/^\d{6}[0-9A-Z]+$/.test(cleaned) && [15, 17, 20].includes(cleaned.length)) return explained(cleaned, findings);
  return explained(cleaned, [...findings, error('TAX_NUMBER_FORMAT', { length: cleaned.length })]);
}
