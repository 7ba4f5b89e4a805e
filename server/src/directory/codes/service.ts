import { timingSafeEqual } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Notices, TemplateCode } from '../../notices/index.ts';
import { type Clock, type Config, type Database, type Sealing, type Tx, transaction } from '../../platform/index.ts';
import { type Limits, tooManyTries } from '../limits.ts';
import { problem } from '../problems.ts';
import { CODE_SECONDS, type CodePurpose, MOST_TRIES, newCode, RESEND_SECONDS, standing, typedCode } from './rules.ts';
import * as store from './store.ts';

/** What a code is asked for: `subject` is the mobile, the credit code for a reset, or both where both must fit. */
export interface CodeRequest {
  readonly purpose: CodePurpose;
  readonly subject: string;
  /** What the codes of an hour are counted by; the subject without it. */
  readonly counted?: string;
  /** Where the code goes; undefined when there is no account, and then nothing is sent but all else happens. */
  readonly mobile: string | undefined;
  /** Network address of who asks. */
  readonly address: string;
}

/** SMS codes (短信验证码): 6 digits, 10 minutes, 5 tries, once. Only the latest of a subject counts. */
export interface Codes {
  send(request: CodeRequest): Promise<{ readonly expiresInSeconds: number; readonly retryAfterSeconds: number }>;
  /**
   * Counts a try outside any transaction, so that it counts although the command is refused; throws SMS_CODE_LOCKED over
   * the limit. To be called before `redeem`.
   */
  countTry(purpose: CodePurpose, subject: string): Promise<void>;
  /** Uses the code up in the transaction of what it allows; throws SMS_CODE_WRONG or SMS_CODE_LOCKED. */
  redeem(tx: Tx, purpose: CodePurpose, subject: string, code: string): Promise<void>;
  sweep(): Promise<void>;
}

const templates: Readonly<Record<CodePurpose, TemplateCode>> = {
  register: 'sms-code-register',
  'reset-password': 'sms-code-reset',
  'change-mobile': 'sms-code-mobile',
  'recover-name': 'sms-code-name',
  branches: 'sms-code-branches',
  'reset-by-name': 'sms-code-reset-name',
};

const DECOY_MOBILE = '10000000000';

export function codes(deps: {
  db: Database;
  clock: Clock;
  sealing: Sealing;
  config: Config;
  limits: Limits;
  notices: Notices;
}): Codes {
  const { db, clock, sealing, config, limits, notices } = deps;
  const indexOf = (purpose: CodePurpose, subject: string) => sealing.blindIndex(subject, `sms_code.${purpose}`);
  const hashOf = (id: string, code: string) => sealing.blindIndex(`${id}:${code}`, 'sms_code.code');
  const locked = () => problem('SMS_CODE_LOCKED', { field: 'body.smsCode', params: { most: MOST_TRIES } });

  return {
    async send({ purpose, subject, counted, mobile, address }) {
      const { codesPerAddress, codesPerMobile } = config.rateLimits;
      const index = indexOf(purpose, subject);
      await limits.take('sms-code-address', address, codesPerAddress, 3600);
      const now = clock.now();
      const last = await store.latestCode(db, purpose, index);
      const wait = last ? RESEND_SECONDS - (now.getTime() - last.created_at.getTime()) / 1000 : 0;
      if (wait > 0) throw tooManyTries(Math.ceil(wait), now);
      // One count for all purposes: what a stranger can have sent to a number does not add up.
      await limits.take('sms-code-subject', counted ?? subject, codesPerMobile, 3600);
      const id = uuid();
      const code = newCode();
      const expiresAt = new Date(now.getTime() + CODE_SECONDS * 1000);
      await transaction(db, async (tx) => {
        await store.insertCode(tx, {
          id,
          purpose,
          subject_index: index,
          code_hash: hashOf(id, code),
          created_at: now,
          expires_at: expiresAt,
          tries: 0,
          used_at: null,
        });
        await notices.notify(tx, {
          to: { mobile: mobile ?? DECOY_MOBILE },
          template: templates[purpose],
          params: { code, minutes: CODE_SECONDS / 60 },
          expiresAt,
          decoy: mobile === undefined,
        });
      });
      return { expiresInSeconds: CODE_SECONDS, retryAfterSeconds: RESEND_SECONDS };
    },
    async countTry(purpose, subject) {
      const tries = await store.countTry(db, purpose, indexOf(purpose, subject), clock.now());
      if (tries !== undefined && tries > MOST_TRIES) throw locked();
    },
    async redeem(tx, purpose, subject, code) {
      const row = await store.latestCode(tx, purpose, indexOf(purpose, subject), true);
      const state = standing(row && { expiresAt: row.expires_at, tries: row.tries, usedAt: row.used_at }, clock.now());
      if (state === 'locked') throw locked();
      const right = row !== undefined && equal(row.code_hash, hashOf(row.id, typedCode(code)));
      // A code never tried was not counted: somebody got past the counter.
      if (state === 'gone' || !right || row.tries === 0) throw problem('SMS_CODE_WRONG', { field: 'body.smsCode' });
      await store.markUsed(tx, row.id, clock.now());
    },
    sweep: () => store.sweepCodes(db, clock.now()),
  };
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
