import { arch, platform, release } from 'node:os';
import { DEFAULT_CONTAINER, TokenError, type TokenStatus } from '@yinxin/token';
import { chainBreaks, factsOf } from './certificate.ts';
import type { CertificateFacts } from './client.ts';
import type { Clock } from './clock.ts';
import { AssistantRefusal } from './problems.ts';
import { VERSION } from './version.ts';

/** The steps of the check-up 体检, in the order in which one depends on another. */
export const CHECKS = [
  'system',
  'assistant',
  'medium',
  'certificate',
  'chain',
  'dates',
  'pin',
  'clock',
  'signature',
] as const;

export type CheckId = (typeof CHECKS)[number];
export type Outcome = 'ok' | 'warn' | 'fail' | 'skipped';

/** One step: a code that support understands; the texts for the code hold the one thing to do. */
export interface Check {
  readonly id: CheckId;
  readonly outcome: Outcome;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

type Finding = Omit<Check, 'id'>;

const SUPPORTED = new Set(['linux', 'win32', 'darwin']);
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const SOON_DAYS = 30;

const found = (outcome: Outcome, code: string, params: Check['params'] = {}): Finding => ({ outcome, code, params });
const skipped = found('skipped', 'CHECK_SKIPPED');

function systemCheck(): Finding {
  const params = { system: `${platform()} ${release()} ${arch()}` };
  return SUPPORTED.has(platform()) ? found('ok', 'SYSTEM_OK', params) : found('warn', 'SYSTEM_UNTRIED', params);
}

function mediumCheck(medium: TokenStatus | null): Finding {
  if (!medium) return found('fail', 'MEDIUM_MISSING');
  const params = { serial: medium.serial };
  switch (medium.state) {
    case 'made':
      return found('ok', 'MEDIUM_OK', { ...params, left: medium.pin.left });
    case 'locked':
      return found('fail', 'MEDIUM_LOCKED', params);
    case 'spoiled':
      return found('fail', 'MEDIUM_SPOILED', params);
    case 'blank':
      return found('fail', 'MEDIUM_BLANK', params);
  }
}

function datesCheck(facts: CertificateFacts): Finding {
  const params = { days: Math.abs(facts.daysLeft), until: facts.notAfter.slice(0, 10) };
  if (facts.notYet) return found('fail', 'DATES_NOT_YET', { from: facts.notBefore.slice(0, 10) });
  if (facts.expired) return found('fail', 'DATES_EXPIRED', params);
  return facts.daysLeft <= SOON_DAYS ? found('warn', 'DATES_SOON', params) : found('ok', 'DATES_OK', params);
}

function pinCheck(medium: TokenStatus): Finding {
  if (!medium.pinInitial) return found('ok', 'PIN_OWN');
  return medium.pinChange === 'required' ? found('fail', 'PIN_INITIAL_REQUIRED') : found('warn', 'PIN_INITIAL');
}

function clockCheck(clock: Clock, facts: CertificateFacts | null): Finding {
  const { drift } = clock;
  if (drift !== null) {
    const minutes = Math.round(Math.abs(drift) / 60_000);
    return Math.abs(drift) > CLOCK_TOLERANCE_MS ? found('fail', 'CLOCK_OFF', { minutes }) : found('ok', 'CLOCK_OK');
  }
  // No server has been heard: a clock before the certificate was made is wrong for sure, otherwise nothing is known.
  return facts?.notYet ? found('fail', 'CLOCK_BEHIND') : found('skipped', 'CLOCK_UNKNOWN');
}

async function signatureCheck(trial: (() => Promise<boolean>) | null): Promise<Finding> {
  if (!trial) return found('skipped', 'SIGNATURE_NOT_TRIED');
  try {
    return (await trial()) ? found('ok', 'SIGNATURE_OK') : found('fail', 'SIGNATURE_WRONG');
  } catch (error) {
    if (!(error instanceof TokenError || error instanceof AssistantRefusal)) throw error;
    const { problem } = error;
    switch (problem.code) {
      case 'E_PIN_WRONG':
        return found('fail', 'SIGNATURE_PIN', { left: problem.left });
      case 'E_PIN_LOCKED':
        return found('fail', 'MEDIUM_LOCKED');
      default:
        return found('fail', 'SIGNATURE_FAILED', { code: problem.code });
    }
  }
}

/** Walks from the computer to the key. `trial` makes a test signature; null leaves that step out. */
export async function checkUp(
  medium: TokenStatus | null,
  clock: Clock,
  trial: (() => Promise<boolean>) | null,
): Promise<readonly Check[]> {
  const certificates = medium?.containers.find((one) => one.name === DEFAULT_CONTAINER)?.certificates ?? null;
  const facts = certificates ? factsOf(certificates.sign, clock.now()) : null;
  const certificateCheck = (): Finding => {
    if (!medium) return skipped;
    return facts ? found('ok', 'CERTIFICATE_OK', { number: facts.number }) : found('fail', 'CERTIFICATE_MISSING');
  };
  const chainCheck = (): Finding => {
    if (!certificates) return skipped;
    return chainBreaks(certificates) ? found('fail', 'CHAIN_BROKEN') : found('ok', 'CHAIN_OK');
  };
  const findings: Record<CheckId, Finding> = {
    system: systemCheck(),
    assistant: found('ok', 'ASSISTANT_OK', { version: VERSION }),
    medium: mediumCheck(medium),
    certificate: certificateCheck(),
    chain: chainCheck(),
    dates: facts ? datesCheck(facts) : skipped,
    pin: medium && facts ? pinCheck(medium) : skipped,
    clock: clockCheck(clock, facts),
    signature: facts ? await signatureCheck(trial) : skipped,
  };
  return CHECKS.map((id) => ({ id, ...findings[id] }));
}
