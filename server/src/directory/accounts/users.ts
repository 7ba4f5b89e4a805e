import { v7 as uuid } from 'uuid';
import { hashPassword, type Tx } from '../../platform/index.ts';
import { refusesUserName, type UserClass, type UserClassCode } from '../classes/rules.ts';
import { checkNewPassword } from '../password-rule.ts';
import { problem } from '../problems.ts';
import { typedCreditCode, typedMobile, typedName, typedPersonName } from '../typed.ts';
import type { AccountsDeps } from './service.ts';
import * as store from './store.ts';

interface NewUser {
  readonly userName: string;
  readonly name: string;
  readonly mobile: string;
  readonly smsCode: string;
  readonly password: string;
}
export type UserRegistration = NewUser &
  ({ readonly userClass: 'individual' } | { readonly userClass: 'agency'; readonly creditCode: string });

/** Users who are no enterprises: individuals and inspection agencies (IT-01). They sign in with a user name. */
export interface Users {
  /** What comes before the transaction of `register`: the plain checks and the try of the SMS code. */
  prepare(asked: UserRegistration): Promise<void>;
  /**
   * Makes the account and returns its id. Throws USER_CLASS_NOT_OFFERED, USER_NAME_INVALID, USER_NAME_TAKEN,
   * USER_ALREADY_EXISTS for an agency that has an account.
   */
  register(tx: Tx, asked: UserRegistration): Promise<string>;
}

export function users(
  deps: Pick<AccountsDeps, 'clock' | 'sealing' | 'codes' | 'audit'>,
  classes: () => Promise<readonly UserClass[]>,
  offered: () => Promise<readonly UserClassCode[]>,
): Users {
  const { clock, sealing, codes, audit } = deps;
  // Outside the transaction: it asks the catalogue, and who holds a connection never waits for a second one.
  const checkClass = async ({ userClass, userName }: UserRegistration) => {
    const own = (await classes()).find(({ code }) => code === userClass);
    if (!own || !(await offered()).includes(userClass)) {
      throw problem('USER_CLASS_NOT_OFFERED', { field: 'body.userClass' });
    }
    const rule = own.userName;
    if (refusesUserName(userName, rule)) {
      throw problem('USER_NAME_INVALID', { field: 'body.userName', params: { ...rule } });
    }
  };
  const check = (asked: UserRegistration) => {
    const creditCode = asked.userClass === 'agency' ? typedCreditCode(asked.creditCode) : '';
    const name = asked.userClass === 'agency' ? typedName(asked.name) : typedPersonName(asked.name, 'body.name');
    const mobile = typedMobile(asked.mobile);
    checkNewPassword(asked.password, [asked.userName, mobile]);
    return { creditCode, name, mobile };
  };

  return {
    async prepare(asked) {
      await checkClass(asked);
      const { mobile } = check(asked);
      await codes.countTry('register', mobile);
    },
    async register(tx, asked) {
      const { creditCode, name, mobile } = check(asked);
      const { userClass, userName } = asked;
      await codes.redeem(tx, 'register', mobile, asked.smsCode);
      const id = uuid();
      const passwordHash = await hashPassword(asked.password);
      const account = { id, creditCode, name, mobile, passwordHash, at: clock.now(), accountName: userName, userClass };
      if (!(await store.insertOrganisation(tx, sealing, account))) {
        if (await store.accountByName(tx, sealing, userName)) {
          throw problem('USER_NAME_TAKEN', { field: 'body.userName', params: { userName } });
        }
        throw problem('USER_ALREADY_EXISTS');
      }
      await audit.record(tx, {
        actor: { kind: 'organisation', id, name },
        action: 'organisation.registered',
        subject: { kind: 'organisation', id, label: userName },
        details: { userClass },
      });
      return id;
    },
  };
}
