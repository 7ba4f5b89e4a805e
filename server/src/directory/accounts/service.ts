import { v7 as uuid } from 'uuid';
import type { Audit } from '../../audit/index.ts';
import { publicActor } from '../../audit/index.ts';
import type { Notices } from '../../notices/index.ts';
import {
  type Clock,
  type Config,
  type Database,
  hashPassword,
  type Sealing,
  type Sessions,
  type Tx,
  transaction,
  verifyNothing,
  verifyPassword,
} from '../../platform/index.ts';
import { branchSubject } from '../branches/rules.ts';
import { MOST_TRIES } from '../codes/rules.ts';
import type { Codes } from '../codes/service.ts';
import { FROM_EVERYWHERE, type Limits, networkOf } from '../limits.ts';
import { checkNewPassword } from '../password-rule.ts';
import { problem } from '../problems.ts';
import { typedCreditCode, typedMobile, typedName, typedOrganisationCode, typedUserName } from '../typed.ts';
import type { BusinessRegister, RegisterAnswer } from './register-port.ts';
import * as store from './store.ts';

const QUARTER_HOUR = 900;
const HOUR = 3600;
const DAY = 86_400;

export interface Registration {
  readonly creditCode: string;
  readonly confirmedCreditCode: string;
  readonly name: string;
  readonly mobile: string;
  readonly smsCode: string;
  readonly password: string;
}

export interface Reset {
  readonly creditCode: string;
  readonly smsCode: string;
  readonly password: string;
}

/** Whose password was right, and which it was. */
export interface SignedIn {
  readonly id: string;
  readonly passwordHash: string;
}

/** Accounts of organisations (单位账号): registration, sign-in, reset. */
export interface Accounts {
  /** Sends a code to a mobile, or to the registered mobile of a credit code. The answer never tells whether it exists. */
  sendCode(
    asked:
      | { readonly purpose: 'register' | 'change-mobile' | 'recover-name'; readonly mobile: string }
      | { readonly purpose: 'reset-password'; readonly creditCode: string }
      | { readonly purpose: 'reset-by-name'; readonly userName: string }
      | { readonly purpose: 'branches'; readonly code: string; readonly mobile: string },
    address: string,
  ): Promise<{ readonly expiresInSeconds: number; readonly retryAfterSeconds: number }>;
  /**
   * What comes before the transaction of `register`, because it must count although the command is refused, or asks others:
   * the plain checks, the try of the SMS code, the business register (JX-04).
   */
  prepareRegistration(asked: Registration): Promise<void>;
  /** Makes the account and returns its id; at most one for a code, however many ask at once (JX-01, JX-10). */
  register(tx: Tx, asked: Registration): Promise<string>;
  lookUpRegister(creditCode: string, address: string): Promise<RegisterAnswer>;
  /** The account whose password it is; throws SIGN_IN_FAILED, the same for unknown account and wrong password. */
  signIn(creditCode: string, password: string, address: string): Promise<SignedIn>;
  /** Whether that password still counted when asked after the session began: a reset at the same moment wins. */
  stillRight(db: Database, one: SignedIn): Promise<boolean>;
  /** What comes before the transaction of `resetPassword`: the plain checks and the try of the SMS code. */
  prepareReset(asked: Reset): Promise<void>;
  /** Sets a new password with the code sent to the registered mobile and ends all sessions (JX-13). */
  resetPassword(tx: Tx, asked: Reset): Promise<void>;
}

export interface AccountsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Config;
  readonly sealing: Sealing;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly codes: Codes;
  readonly audit: Audit;
  readonly notices: Notices;
  readonly register: BusinessRegister;
}

/**
 * What can be said about a registration without asking anybody: code, its confirmation, name, mobile, password.
 * Checked before a try of the SMS code is counted, so that a typing mistake costs none.
 */
function checkRegistration(asked: Registration): {
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
} {
  const creditCode = typedCreditCode(asked.creditCode);
  // JX-04: the code is typed or confirmed once more; JX-05: it can never be changed afterwards.
  if (typedCreditCode(asked.confirmedCreditCode, 'body.confirmedCreditCode') !== creditCode) {
    throw problem('CODE_CONFIRMATION_DIFFERS', { field: 'body.confirmedCreditCode' });
  }
  const name = typedName(asked.name);
  const mobile = typedMobile(asked.mobile);
  checkNewPassword(asked.password, [creditCode, mobile]);
  return { creditCode, name, mobile };
}

/** The same for a reset; returns the credit code. */
function checkReset(asked: Reset): string {
  const creditCode = typedCreditCode(asked.creditCode);
  checkNewPassword(asked.password, [creditCode]);
  return creditCode;
}

export function accounts(deps: AccountsDeps): Accounts {
  const { db, clock, config, sealing, sessions, limits, codes, audit, notices, register } = deps;
  const actorOf = (one: { id: string; name: string }) => ({
    kind: 'organisation' as const,
    id: one.id,
    name: one.name,
  });
  const subjectOf = (id: string, creditCode: string) => ({ kind: 'organisation', id, label: creditCode });

  return {
    async sendCode(asked, address) {
      if (asked.purpose === 'branches') {
        const parent = { code: typedOrganisationCode(asked.code), mobile: typedMobile(asked.mobile) };
        const known = await store.reservedMobileOf(db, sealing, parent);
        const subject = branchSubject(parent);
        return codes.send({ purpose: 'branches', subject, counted: parent.mobile, mobile: known?.mobile, address });
      }
      if (asked.purpose === 'reset-by-name') {
        const subject = typedUserName(asked.userName);
        const known = await store.accountByName(db, sealing, subject);
        return codes.send({ purpose: 'reset-by-name', subject, mobile: known?.mobile, address });
      }
      if (asked.purpose !== 'reset-password') {
        const mobile = typedMobile(asked.mobile);
        return codes.send({ purpose: asked.purpose, subject: mobile, mobile, address });
      }
      const creditCode = typedCreditCode(asked.creditCode);
      const known = await store.organisationByCode(db, sealing, creditCode);
      return codes.send({ purpose: asked.purpose, subject: creditCode, mobile: known?.mobile, address });
    },

    async prepareRegistration(asked) {
      const { creditCode, mobile } = checkRegistration(asked);
      await codes.countTry('register', mobile);
      const found = await register.lookUp(creditCode);
      if (found.status === 'closed') throw problem('ORGANISATION_CLOSED', { field: 'body.creditCode' });
    },

    async register(tx, asked) {
      const { creditCode, name, mobile } = checkRegistration(asked);
      await codes.redeem(tx, 'register', mobile, asked.smsCode);
      if (await store.organisationByCode(tx, sealing, creditCode)) throw problem('USER_ALREADY_EXISTS'); // JX-10
      const id = uuid();
      const passwordHash = await hashPassword(asked.password);
      const at = clock.now();
      const added = await store.insertOrganisation(tx, sealing, { id, creditCode, name, mobile, passwordHash, at });
      if (!added) throw problem('USER_ALREADY_EXISTS'); // JX-10: somebody was faster by a moment
      await audit.record(tx, {
        actor: actorOf({ id, name }),
        action: 'organisation.registered',
        subject: subjectOf(id, creditCode),
        details: { name },
      });
      await notices.notify(tx, { to: { organisationId: id }, template: 'registered', params: { name, creditCode } });
      return id;
    },

    async lookUpRegister(creditCode, address) {
      await limits.take('register-lookup', address, 60, HOUR);
      return register.lookUp(typedCreditCode(creditCode));
    },

    async signIn(typed, password, address) {
      const creditCode = typedCreditCode(typed);
      await limits.take('sign-in-address', address, config.rateLimits.loginPerAddress, QUARTER_HOUR);
      const known = await store.organisationByCode(db, sealing, creditCode);
      // A new password begins a new count: whoever reset it is not kept out by earlier guesses.
      const counted = `${creditCode} ${known?.passwordHash ?? ''}`;
      // Per network, so that a stranger who guesses closes the account for himself and not for its owner.
      const { loginPerAccount } = config.rateLimits;
      const here = `${counted} ${networkOf(address)}`;
      await limits.take('sign-in-account', here, loginPerAccount, QUARTER_HOUR);
      await limits.take('sign-in-account', counted, loginPerAccount * FROM_EVERYWHERE, QUARTER_HOUR);
      const right = known?.passwordHash
        ? await verifyPassword(known.passwordHash, password)
        : await verifyNothing(password);
      await transaction(db, (tx) =>
        audit.record(tx, {
          actor: known && right ? actorOf(known) : publicActor,
          action: right ? 'organisation.signed-in' : 'organisation.sign-in-refused',
          subject: { kind: 'credit-code', id: creditCode, label: creditCode },
        }),
      );
      if (!known?.passwordHash || !right) throw problem('SIGN_IN_FAILED');
      await limits.clear('sign-in-account', here);
      await limits.clear('sign-in-account', counted);
      await store.noteSignIn(db, known.id, clock.now());
      return { id: known.id, passwordHash: known.passwordHash };
    },
    stillRight: (db, one) => store.holdsPassword(db, one.id, one.passwordHash),

    async prepareReset(asked) {
      const creditCode = checkReset(asked);
      // Every reset allows a few tries of its code.
      await limits.take('password-reset', creditCode, config.rateLimits.resetsPerAccount * MOST_TRIES, DAY);
      await codes.countTry('reset-password', creditCode);
    },

    async resetPassword(tx, asked) {
      const creditCode = checkReset(asked);
      const known = await store.organisationByCode(tx, sealing, creditCode);
      await codes.redeem(tx, 'reset-password', creditCode, asked.smsCode);
      // A code of an unknown account was never sent to anybody, so a right guess is still told to be wrong.
      if (!known) throw problem('SMS_CODE_WRONG', { field: 'body.smsCode' });
      checkNewPassword(asked.password, [known.mobile]);
      await store.setPassword(tx, known.id, await hashPassword(asked.password));
      await sessions.endAll('organisation', known.id, tx);
      await audit.record(tx, {
        actor: publicActor,
        action: 'organisation.password-reset',
        subject: subjectOf(known.id, creditCode),
      });
      await notices.notify(tx, { to: { organisationId: known.id }, template: 'password-reset', params: {} });
    },
  };
}
