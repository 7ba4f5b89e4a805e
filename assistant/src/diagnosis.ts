/*
 * The guided diagnosis 诊断 for pages of the portal: pure, safe for browsers, and of use also when no assistant answers.
 * Steps, findings and ways out are data; their words are in texts/diagnosis.json.
 */
import texts from './texts/diagnosis.json' with { type: 'json' };

/** The steps in the order in which one depends on another. */
export const DIAGNOSIS_STEPS = [
  'browser',
  'assistant',
  'key',
  'certificate',
  'validity',
  'initial-pin',
  'lock',
  'activation',
  'component',
  'site',
  'tax-number',
  'account',
] as const;
export type DiagnosisStep = (typeof DIAGNOSIS_STEPS)[number];
export type DiagnosisOutcome = 'pass' | 'fail' | 'unknown';

/** Codes that support understands, and the ways out of each, to be tried in this order, singly or together. */
export const FINDINGS = {
  BROWSER_OK: [],
  BROWSER_UNSUPPORTED: ['use-supported-browser'],
  BROWSER_UNKNOWN: ['use-supported-browser'],
  ASSISTANT_OK: [],
  ASSISTANT_MISSING: ['install-assistant', 'allow-local-access', 'start-assistant'],
  ASSISTANT_NOT_PAIRED: ['pair'],
  ASSISTANT_OLD: ['update-assistant'],
  KEY_OK: [],
  KEY_MISSING: ['turn-key-round', 'other-usb-port', 'reinstall-assistant'],
  KEY_UNREADABLE: ['close-other-program', 'reinsert-key', 'replace-key'],
  KEY_SPOILED: ['replace-key'],
  CERTIFICATE_OK: [],
  CERTIFICATE_NONE: ['download-certificate'],
  VALIDITY_OK: [],
  VALIDITY_SOON: ['renew'],
  VALIDITY_EXPIRED: ['renew'],
  VALIDITY_NOT_YET: ['check-clock'],
  PIN_OWN: [],
  PIN_INITIAL: ['change-pin'],
  NOT_LOCKED: [],
  LOCKED: ['unlock'],
  ACTIVATED: [],
  NOT_ACTIVATED: ['activate'],
  COMPONENT_OK: [],
  COMPONENT_MISSING: ['install-component'],
  COMPONENT_FAILED: ['repair-component'],
  SITE_OK: [],
  SITE_NOT_READING: ['trust-site', 'compatibility-view', 'clear-protected-mode', 'close-assistant-page'],
  SITE_OPTIONS_WRONG: ['fix-options'],
  TAX_NUMBER_OK: [],
  TAX_NUMBER_MISSING: ['add-tax-number'],
  ACCOUNT_OK: [],
  ACCOUNT_ARREARS: ['pay-arrears'],
  NOT_NEEDED: [],
  NOT_REACHED: [],
  NOT_ASKED: [],
} as const;
export type FindingCode = keyof typeof FINDINGS;
export type WayOut = (typeof FINDINGS)[FindingCode][number];

interface KeyOnDiagnosis {
  readonly serial: string;
  readonly state: 'blank' | 'made' | 'locked' | 'spoiled';
  readonly pinInitial: boolean;
  /** Whether the first PIN only should be changed, or has to be before anything else (BJ-05). */
  readonly pinChange?: 'advised' | 'required';
  readonly pin: { readonly left: number };
  readonly containers: readonly {
    readonly sign: {
      readonly owner: string;
      readonly notAfter: string;
      readonly daysLeft: number;
      readonly expired: boolean;
      readonly notYet: boolean;
      readonly taxNumber: string | null;
    } | null;
    readonly activation: object | null;
  }[];
}

/** What is known; `null` wherever nobody has looked or nobody can know. */
export interface DiagnosisFacts {
  /** Whether operating system and browser are on the operator's list. */
  readonly browserSupported: boolean | null;
  /** `ok`, or the code of the refusal (`E_UNREACHABLE`, `E_PAIRING`, `E_VERSION` …). */
  readonly assistant: string | null;
  /** What `read()` answered, or the code of its refusal. */
  readonly key: KeyOnDiagnosis | string | null;
  /** Certificates of this programme work only after activation. */
  readonly activationNeeded: boolean;
  /** The certificate-making component of a remote download; `failed`: it is there and cannot complete the request. */
  readonly component: 'ok' | 'missing' | 'failed' | 'not-needed' | null;
  /** Whether the website itself shows the name on the key; `options`: the browser's protocol options are wrong. */
  readonly site: 'ok' | 'not-reading' | 'options' | null;
  /** The relying system needs the taxpayer number in the certificate. */
  readonly taxNumberNeeded: boolean;
  readonly arrears: boolean | null;
}

export interface DiagnosisLine {
  readonly step: DiagnosisStep;
  readonly outcome: DiagnosisOutcome;
  readonly code: FindingCode;
  readonly ways: readonly WayOut[];
  readonly params: Readonly<Record<string, string | number>>;
}

/** `sound`: all right · `tax-number`: only the taxpayer number is missing · `fault`: the first failed line tells. */
export type Verdict = 'sound' | 'tax-number' | 'fault' | 'incomplete';

export interface Diagnosis {
  readonly lines: readonly DiagnosisLine[];
  readonly verdict: Verdict;
  /** The line to act on first, or null. */
  readonly first: DiagnosisLine | null;
}

type Finding = Omit<DiagnosisLine, 'step' | 'ways'>;
const SOON_DAYS = 30;

const finding = (outcome: DiagnosisOutcome, code: FindingCode, params: DiagnosisLine['params'] = {}): Finding => ({
  outcome,
  code,
  params,
});
const notReached = finding('unknown', 'NOT_REACHED');
const notAsked = finding('unknown', 'NOT_ASKED');

function browserLine({ browserSupported }: DiagnosisFacts): Finding {
  if (browserSupported === null) return finding('unknown', 'BROWSER_UNKNOWN');
  return browserSupported ? finding('pass', 'BROWSER_OK') : finding('fail', 'BROWSER_UNSUPPORTED');
}

function assistantLine({ assistant }: DiagnosisFacts): Finding {
  switch (assistant) {
    case null:
      return notAsked;
    case 'ok':
      return finding('pass', 'ASSISTANT_OK');
    case 'E_VERSION':
      return finding('fail', 'ASSISTANT_OLD');
    case 'E_PAIRING':
    case 'E_PAIRING_DENIED':
    case 'E_ORIGIN':
      return finding('fail', 'ASSISTANT_NOT_PAIRED');
    default:
      return finding('fail', 'ASSISTANT_MISSING');
  }
}

function keyLine({ key }: DiagnosisFacts): Finding {
  if (key === null) return notReached;
  if (typeof key === 'string')
    return key === 'E_NO_KEY' ? finding('fail', 'KEY_MISSING') : finding('fail', 'KEY_UNREADABLE', { code: key });
  const { serial, state } = key;
  return state === 'spoiled' ? finding('fail', 'KEY_SPOILED', { serial }) : finding('pass', 'KEY_OK', { serial });
}

function validityLine(sign: NonNullable<KeyOnDiagnosis['containers'][number]['sign']>): Finding {
  const params = { until: sign.notAfter.slice(0, 10), days: Math.abs(sign.daysLeft) };
  if (sign.notYet) return finding('fail', 'VALIDITY_NOT_YET', params);
  if (sign.expired) return finding('fail', 'VALIDITY_EXPIRED', params);
  return sign.daysLeft <= SOON_DAYS ? finding('pass', 'VALIDITY_SOON', params) : finding('pass', 'VALIDITY_OK', params);
}

function componentLine({ component }: DiagnosisFacts): Finding {
  switch (component) {
    case null:
      return notAsked;
    case 'ok':
      return finding('pass', 'COMPONENT_OK');
    case 'not-needed':
      return finding('pass', 'NOT_NEEDED');
    case 'missing':
      return finding('fail', 'COMPONENT_MISSING');
    case 'failed':
      return finding('fail', 'COMPONENT_FAILED');
  }
}

function siteLine({ site }: DiagnosisFacts): Finding {
  switch (site) {
    case null:
      return notAsked;
    case 'ok':
      return finding('pass', 'SITE_OK');
    case 'not-reading':
      return finding('fail', 'SITE_NOT_READING');
    case 'options':
      return finding('fail', 'SITE_OPTIONS_WRONG');
  }
}

/** A first PIN that only should be changed is told, and is no fault. */
function initialPinLine({ pinInitial, pinChange }: KeyOnDiagnosis): Finding {
  if (!pinInitial) return finding('pass', 'PIN_OWN');
  return finding(pinChange === 'advised' ? 'pass' : 'fail', 'PIN_INITIAL');
}

/** Judges what is known, step by step. Pure. */
export function diagnose(facts: DiagnosisFacts): Diagnosis {
  const key = facts.key !== null && typeof facts.key === 'object' && facts.key.state !== 'spoiled' ? facts.key : null;
  const container = key?.containers.find(({ sign }) => sign !== null) ?? null;
  const sign = container?.sign ?? null;
  const yes = (holds: boolean, pass: FindingCode, fail: FindingCode, params: DiagnosisLine['params'] = {}): Finding =>
    holds ? finding('pass', pass, params) : finding('fail', fail, params);
  const findings: Record<DiagnosisStep, Finding> = {
    browser: browserLine(facts),
    assistant: assistantLine(facts),
    key: keyLine(facts),
    certificate: key
      ? yes(sign !== null, 'CERTIFICATE_OK', 'CERTIFICATE_NONE', { owner: sign?.owner ?? '' })
      : notReached,
    validity: sign ? validityLine(sign) : notReached,
    'initial-pin': key && sign ? initialPinLine(key) : notReached,
    lock: key ? yes(key.state !== 'locked', 'NOT_LOCKED', 'LOCKED', { left: key.pin.left }) : notReached,
    activation: !facts.activationNeeded
      ? finding('pass', 'NOT_NEEDED')
      : container && sign
        ? yes(container.activation !== null, 'ACTIVATED', 'NOT_ACTIVATED')
        : notReached,
    component: componentLine(facts),
    site: siteLine(facts),
    'tax-number': !facts.taxNumberNeeded
      ? finding('pass', 'NOT_NEEDED')
      : sign
        ? yes(sign.taxNumber !== null, 'TAX_NUMBER_OK', 'TAX_NUMBER_MISSING')
        : notReached,
    account: facts.arrears === null ? notAsked : yes(!facts.arrears, 'ACCOUNT_OK', 'ACCOUNT_ARREARS'),
  };
  const lines = DIAGNOSIS_STEPS.map((step) => ({ step, ...findings[step], ways: FINDINGS[findings[step].code] }));
  const failed = lines.filter(({ outcome }) => outcome === 'fail');
  return { lines, verdict: verdictOf(lines, failed), first: failed[0] ?? null };
}

function verdictOf(lines: readonly DiagnosisLine[], failed: readonly DiagnosisLine[]): Verdict {
  if (failed.length === 0) return lines.some(({ code }) => code === 'NOT_REACHED') ? 'incomplete' : 'sound';
  return failed.every(({ step }) => step === 'tax-number') ? 'tax-number' : 'fault';
}

interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

const fill = (text: string, params: DiagnosisLine['params']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** The words of a line: what was looked at, what was found, and each way out. */
export function diagnosisWords(line: DiagnosisLine): {
  readonly step: BothLanguages;
  readonly what: BothLanguages;
  readonly ways: readonly BothLanguages[];
} {
  const { zh, en } = texts.findings[line.code];
  return {
    step: texts.steps[line.step],
    what: { zh: fill(zh, line.params), en: fill(en, line.params) },
    ways: line.ways.map((way) => texts.ways[way]),
  };
}

/** The words of a verdict, with the next step in them. */
export const verdictWords = (verdict: Verdict): BothLanguages => texts.verdicts[verdict];

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number under which support opens a report: `ZD261122-7K3M9Q`, day in Asia/Shanghai and 30 random bits, without
 * letters that look like digits.
 */
export function reportNumber(now: Date, random: (bytes: Uint8Array) => Uint8Array): string {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  const tail = [...random(new Uint8Array(6))].map((byte) => DIGITS[byte % DIGITS.length]).join('');
  return `ZD${day}-${tail}`;
}
