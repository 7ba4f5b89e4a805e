import type zh from './texts/zh-CN.json';

/** Stable code of something found in an input; the text for people is under the same key in `texts/`. */
export type FindingCode = keyof typeof zh;

/**
 * One thing found in an input. `note`: changed or harmless; `warning`: let the person confirm; `error`: refuse.
 * `at` is the zero-based position in the cleaned text.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'note' | 'warning' | 'error';
  readonly at?: number;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An input after cleaning. `valid` is true when no finding is an error. */
export interface Explained {
  readonly cleaned: string;
  readonly findings: readonly Finding[];
  readonly valid: boolean;
}

type Params = Finding['params'];

function finding(severity: Finding['severity'], code: FindingCode, params: Params, at?: number): Finding {
  return at === undefined ? { code, severity, params } : { code, severity, at, params };
}

export const note = (code: FindingCode, params: Params = {}, at?: number) => finding('note', code, params, at);
export const warning = (code: FindingCode, params: Params = {}, at?: number) => finding('warning', code, params, at);
export const error = (code: FindingCode, params: Params = {}, at?: number) => finding('error', code, params, at);

/** Closes an explanation: valid when nothing found is an error. */
export function explained(cleaned: string, findings: readonly Finding[]): Explained {
  return { cleaned, findings, valid: findings.every((one) => one.severity !== 'error') };
}
