import type { CallInput } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { auditRoom } from '../../audit/index.ts';
import { noticesRoom } from '../../notices/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { sandboxRegister, sandboxRoom } from '../../sandbox/index.ts';
import { type AffectedOrder, type Directory, directoryRoom, mobileOf } from '../index.ts';

/** The four rooms on a server of their own, with orders that a test can set. */
export interface Hall extends TestServer {
  /** Open orders by organisation; a name correction empties the list. */
  readonly orders: Map<string, AffectedOrder[]>;
  readonly audit: ReturnType<typeof auditRoom>;
  readonly notices: ReturnType<typeof noticesRoom>;
  readonly directory: Directory;
  /** The latest SMS to a number, once sent. */
  sms(to: string): Promise<string>;
  /** Asks for a code and reads it from the SMS. */
  code(browser: TestBrowser, body: CallInput<typeof endpoints.session.sendSms>['body']): Promise<string>;
  /** Registers an organisation and returns its browser, signed in. */
  registered(over?: { name?: string; mobile?: string; creditCode?: string }): Promise<Registered>;
  /** A browser signed in as the sandbox account of a role. */
  staff(role: string): Promise<TestBrowser>;
}

export interface Registered {
  readonly browser: TestBrowser;
  readonly creditCode: string;
  readonly mobile: string;
  readonly name: string;
  readonly id: string;
}

/** Good enough for every test account. */
export const password = 'fünf Enten am Teich';

let made = 0;
/** A mobile number nobody else in this run has. */
export function newMobile(): string {
  made += 1;
  return `138${String(made).padStart(8, '0')}`;
}

/** A valid credit code that is new in this run. */
export function newCreditCode(): string {
  return creditCode.make(Math.random);
}

export async function startHall(settings: Record<string, unknown> = {}): Promise<Hall> {
  const orders = new Map<string, AffectedOrder[]>();
  const audit = auditRoom();
  const notices = noticesRoom({ mobileOf });
  const clock = { promise: { amount: 3, unit: 'working-days' }, target: { amount: 1, unit: 'working-days' } } as const;
  const directory = directoryRoom({
    audit: audit.service,
    notices: notices.service,
    orders: () => ({
      open: async (_db, id) => orders.get(id) ?? [],
      voidAll: async (_tx, id) => {
        const open = orders.get(id) ?? [];
        orders.set(id, []);
        return open;
      },
    }),
    register: (deps) => sandboxRegister(deps.db),
    offered: () => async () => ['individual', 'agency'],
    clocks: () => ({ nameCorrection: clock, mobileChange: clock }),
    mobileChangeForm: () => async () => Buffer.from('%PDF-1.7\n%%EOF\n'),
  });
  const sandbox = sandboxRoom({ inbox: notices.inbox });
  const server = await startTestServer({ rooms: [audit, notices, directory, sandbox], settings });

  const sms = async (to: string): Promise<string> => {
    await server.deps.jobs.idle();
    const { items } = await server.browser().call(endpoints.sandbox.messages, { query: { to } });
    return items[0]?.text ?? '';
  };
  const code: Hall['code'] = async (browser, body) => {
    await browser.call(endpoints.session.sendSms, { body });
    const to =
      'mobile' in body ? body.mobile : 'creditCode' in body ? ((await registeredMobile(body.creditCode)) ?? '') : '';
    const found = /\d{6}/.exec(await sms(to))?.[0];
    if (!found) throw new Error('no code arrived');
    return found;
  };
  const registeredMobile = async (typed: string) => {
    const { items } = await server.browser().call(endpoints.sandbox.messages, {});
    return items.find((one) => one.text.includes(typed))?.to;
  };
  return {
    ...server,
    orders,
    audit,
    notices,
    directory: directory.service(server.deps),
    sms,
    code,
    async registered(over = {}) {
      const browser = server.browser();
      const mobile = over.mobile ?? newMobile();
      const typed = over.creditCode ?? newCreditCode();
      const name = over.name ?? '南昌青山信息技术有限公司';
      const smsCode = await code(browser, { purpose: 'register', mobile });
      const view = await browser.call(endpoints.session.register, {
        body: { creditCode: typed, confirmedCreditCode: typed, name, mobile, smsCode, password, acceptTerms: true },
      });
      if (!view.organisation) throw new Error('not signed in after registration');
      await server.deps.jobs.idle();
      return { browser, creditCode: typed, mobile, name: view.organisation.name, id: view.organisation.id };
    },
    async staff(role) {
      const { items } = await server.browser().call(endpoints.sandbox.accounts, {});
      const account = items.find((one) => one.username === role);
      if (!account) throw new Error(`no sandbox account ${role}`);
      const browser = server.browser();
      const { username } = account;
      await browser.call(endpoints.session.staffSignIn, { body: { username, password: account.password } });
      return browser;
    },
  };
}
