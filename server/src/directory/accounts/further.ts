import { v7 as uuid } from 'uuid';
import { publicActor } from '../../audit/index.ts';
import { hashPassword, type Tx, transaction, verifyNothing, verifyPassword } from '../../platform/index.ts';
import { notOpen } from '../classes/gate.ts';
import { RELEASED_CLASSES, refusesUserName, type UserClass } from '../classes/rules.ts';
import { MOST_TRIES } from '../codes/rules.ts';
import { FROM_EVERYWHERE, networkOf } from '../limits.ts';
import { checkNewPassword } from '../password-rule.ts';
import { problem } from '../problems.ts';
import { typedCreditCode, typedMobile, typedUserName } from '../typed.ts';
import type { AccountsDeps, SignedIn } from './service.ts';
import * as store from './store.ts';

const QUARTER_HOUR = 900;
const HOUR = 3600;
const DAY = 86_400;

export interface FurtherAccount {
  readonly userName: string;
  readonly mobile: string;
  readonly smsCode: string;
  readonly password: string;
}

/** Accounts beside the first of an organisation 同一单位的多个账号: several seals need several accounts (PA-03). */
export interface FurtherAccounts {
  /** What comes before the transaction of `add`: the plain checks and the try of the SMS code. */
  prepare(asked: FurtherAccount): Promise<void>;
  /** Adds an account to the organisation of `owner`. Throws USER_NAME_INVALID, USER_NAME_TAKEN, SMS_CODE_WRONG. */
  add(tx: Tx, owner: string, asked: FurtherAccount): Promise<store.AccountFacts>;
  /** Throws SIGN_IN_FAILED, the same for an unknown name and a wrong password. */
  signIn(userName: string, password: string, address: string): Promise<SignedIn>;
  /** Names of the accounts with this credit code and reserved mobile; one neutral refusal for all that does not match (IT-04). */
  recover(
    asked: { readonly creditCode: string; readonly mobile: string; readonly smsCode: string },
    address: string,
  ): Promise<readonly store.AccountFacts[]>;
  /** What comes before the transaction of `reset`: the plain checks and the try of the SMS code. */
  prepareReset(asked: ResetByName): Promise<void>;
  /** Sets a new password and ends all sessions; an unknown name is told as a wrong code: SMS_CODE_WRONG (IT-04). */
  reset(tx: Tx, asked: ResetByName): Promise<void>;
}

export interface ResetByName {
  readonly userName: string;
  readonly smsCode: string;
  readonly password: string;
}

export function furtherAccounts(deps: AccountsDeps, classes: () => Promise<readonly UserClass[]>): FurtherAccounts {
  const { db, clock, config, sealing, limits, codes, audit, sessions, notices } = deps;

  const ruleOf = async () => {
    const [first] = (await classes()).filter(({ code }) => code === 'enterprise');
    if (!first) throw new Error('there is no class of enterprise users');
    return first.userName;
  };
  const check = ({ userName, mobile: typed, password }: FurtherAccount): string => {
    const mobile = typedMobile(typed);
    checkNewPassword(password, [userName, mobile]);
    return mobile;
  };

  return {
    async prepare(asked) {
      // Here and not in the transaction: it asks the catalogue, and who holds a connection never waits for a second one.
      const rule = await ruleOf();
      if (refusesUserName(asked.userName, rule)) {
        throw problem('USER_NAME_INVALID', { field: 'body.userName', params: { ...rule } });
      }
      const mobile = check(asked);
      await codes.countTry('register', mobile);
    },
    async add(tx, owner, asked) {
      const mobile = check(asked);
      // A correction of the code that runs meanwhile is waited for.
      await store.holdAccount(tx, owner);
      const own = await store.organisationById(tx, sealing, owner);
      if (!own) throw problem('ACCOUNT_UNKNOWN');
      if (own.userClass !== 'enterprise') throw notOpen(RELEASED_CLASSES, own.userClass);
      await codes.redeem(tx, 'register', mobile, asked.smsCode);
      const id = uuid();
      const added = await store.insertOrganisation(tx, sealing, {
        id,
        creditCode: own.creditCode,
        name: own.name,
        mobile,
        passwordHash: await hashPassword(asked.password),
        at: clock.now(),
        accountName: asked.userName,
        userClass: own.userClass,
      });
      if (!added) throw problem('USER_NAME_TAKEN', { field: 'body.userName', params: { userName: asked.userName } });
      await audit.record(tx, {
        actor: { kind: 'organisation', id: own.id, name: own.name },
        action: 'organisation.account-added',
        subject: { kind: 'organisation', id, label: asked.userName },
        details: { creditCode: own.creditCode },
      });
      return { id, name: asked.userName, first: false, userClass: own.userClass, createdAt: clock.now() };
    },
    async signIn(userName, password, address) {
      await limits.take('sign-in-address', address, config.rateLimits.loginPerAddress, QUARTER_HOUR);
      const typed = typedUserName(userName);
      const known = await store.accountByName(db, sealing, typed);
      const counted = `${typed} ${known?.passwordHash ?? ''}`;
      const here = `${counted} ${networkOf(address)}`;
      const { loginPerAccount } = config.rateLimits;
      await limits.take('sign-in-account', here, loginPerAccount, QUARTER_HOUR);
      await limits.take('sign-in-account', counted, loginPerAccount * FROM_EVERYWHERE, QUARTER_HOUR);
      const right = known?.passwordHash
        ? await verifyPassword(known.passwordHash, password)
        : await verifyNothing(password);
      await transaction(db, (tx) =>
        audit.record(tx, {
          actor: known && right ? { kind: 'organisation', id: known.id, name: known.name } : publicActor,
          action: right ? 'organisation.signed-in' : 'organisation.sign-in-refused',
          subject: { kind: 'user-name', id: typed, label: typed },
        }),
      );
      if (!known?.passwordHash || !right) throw problem('SIGN_IN_FAILED');
      await limits.clear('sign-in-account', here);
      await limits.clear('sign-in-account', counted);
      await store.noteSignIn(db, known.id, clock.now());
      return { id: known.id, passwordHash: known.passwordHash };
    },
    async recover({ creditCode, mobile: typed, smsCode }, address) {
      await limits.take('user-name-recovery', address, config.rateLimits.codesPerAddress, HOUR);
      const code = typedCreditCode(creditCode);
      const mobile = typedMobile(typed);
      await codes.countTry('recover-name', mobile);
      return transaction(db, async (tx) => {
        await codes.redeem(tx, 'recover-name', mobile, smsCode);
        const found = (await store.accountsOf(tx, sealing, code)).filter((one) => one.mobile === mobile);
        if (found.length === 0) throw problem('RECOVERY_NOT_MATCHED');
        await audit.record(tx, {
          actor: publicActor,
          action: 'organisation.user-name-recovered',
          subject: { kind: 'credit-code', id: code, label: code },
        });
        return found;
      });
    },
    async prepareReset({ userName, password }) {
      const typed = typedUserName(userName);
      checkNewPassword(password, typed === '' ? [] : [typed]);
      await limits.take('password-reset', typed, config.rateLimits.resetsPerAccount * MOST_TRIES, DAY);
      await codes.countTry('reset-by-name', typed);
    },
    async reset(tx, { userName, smsCode, password }) {
      const typed = typedUserName(userName);
      const known = await store.accountByName(tx, sealing, typed);
      await codes.redeem(tx, 'reset-by-name', typed, smsCode);
      if (!known) throw problem('SMS_CODE_WRONG', { field: 'body.smsCode' });
      checkNewPassword(password, [known.mobile]);
      await store.setPassword(tx, known.id, await hashPassword(password));
      await sessions.endAll('organisation', known.id, tx);
      await audit.record(tx, {
        actor: publicActor,
        action: 'organisation.password-reset',
        subject: { kind: 'organisation', id: known.id, label: typed },
      });
      await notices.notify(tx, { to: { organisationId: known.id }, template: 'password-reset', params: {} });
    },
  };
}
