import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { freePort } from '@yinxin/server';
import type { startInspection } from '../../../../examples/annual-inspection/app.ts';
import type { startTax } from '../../../../examples/tax/app.ts';
import { visitor } from '../../../../examples/testing/visitor.ts';
import { answered } from '../holder-part.ts';
import { staffMember } from '../people.ts';
import type { InHand } from '../play.ts';
import type { ProgrammePlay } from '../programme-part.ts';

type Shown = Awaited<ReturnType<ReturnType<typeof visitor<InHand>>['get']>>;

/** The hall as a system's visitor meets it: a certificate answers its challenges. */
const keysOf = ({ baseUrl, who }: ProgrammePlay) => ({
  server: { url: baseUrl },
  proof: ({ medium, made }: InHand) => answered(who, medium, made.sign),
});

/** An administrator registers a system that is about to start; anew where an earlier play left it. */
async function register({ t, baseUrl }: ProgrammePlay, system: string) {
  const port = await freePort();
  const redirectUri = `http://127.0.0.1:${port}/back`;
  const { transport } = await staffMember(baseUrl, 'administrator');
  const name = { zh: system, en: system };
  const { secret } = await t.step('administrator', `registers the system ${system}`, () =>
    call(transport, endpoints.consoleBindings.addSystem, { body: { code: system, name, redirectUris: [redirectUri] } }),
  );
  return { port, registration: { hall: baseUrl, system, secret, redirectUri } };
}

const shows = (play: ProgrammePlay, what: string, shown: Shown, wanted: Partial<Shown>) =>
  play.t.check(
    `${what} (${shown.code ?? shown.location ?? shown.status})`,
    Object.entries(wanted).every(([key, value]) => shown[key as keyof Shown] === value),
  );

/** BJ-38 … BJ-42: a user of the tax system is made with the certificate, authorised by the tax office, and files. */
export async function taxes(play: ProgrammePlay, held: InHand, other: InHand): Promise<void> {
  const { who } = play;
  const { port, registration } = await register(play, 'national-tax');
  const { startTax: start }: { startTax: typeof startTax } = await import('../../../../examples/tax/app.ts');
  const officePassword = crypto.randomUUID();
  const { creditCode: strange, name: stranger } = await call(who.person.transport, endpoints.sandbox.register, {
    body: { region: '110105' },
  });
  const taxpayers = [
    { number: who.creditCode, name: who.name },
    { number: strange, name: stranger },
  ];
  const app = await start({ port, registration, taxpayers, officePassword });
  const enter = () => visitor(app.url, keysOf(play));
  const number = who.creditCode;
  const through = async (path: '/users' | '/login', what: string, one = held, asked = number) => {
    const at = enter();
    const shown = await play.t.step('applicant', what, async () =>
      at.through(await at.post(path, { number: asked }), one),
    );
    return { at, shown };
  };
  try {
    const absent = await enter().post('/login', { number });
    shows(play, 'a number that has no user is not let in (BJ-38)', absent, { status: 404, code: 'NO_SUCH_USER' });
    const wrong = await through('/users', 'creates a user for a number of another', held, strange);
    shows(play, 'the number of another enterprise (BJ-42)', wrong.shown, { code: 'WRONG_CERTIFICATE' });
    play.t.check('both names are shown', wrong.shown.html.includes(stranger) && wrong.shown.html.includes(who.name));
    const unknown = await through('/users', 'mistypes the number', held, '110105123456789');
    shows(play, 'a number nobody has (BJ-41)', unknown.shown, { code: 'NUMBER_WRONG' });
    const created = await through('/users', 'creates the one-card user');
    shows(play, 'the user is created (BJ-39)', created.shown, { status: 201, code: 'CREATED' });
    const early = await through('/login', 'logs in before the tax office agreed');
    shows(play, 'sound certificate, no authorisation yet (BJ-40)', early.shown, { code: 'NOT_AUTHORISED' });
    shows(play, 'the tax office authorises', await enter().post('/office', { number, password: officePassword }), {
      code: 'AUTHORISED',
    });
    const entered = await through('/login', 'logs in');
    shows(play, 'the tax system is entered', entered.shown, { location: '/' });
    play.t.check('as this taxpayer', (await entered.at.get('/')).html.includes(`data-user="${number}"`));
    const again = await through('/login', 'logs in with the other certificate of the organisation', other);
    shows(play, 'any certificate of the organisation serves', again.shown, { location: '/' });
  } finally {
    await app.close();
  }
}

/** BJ-43 … BJ-49: bound to the account of annual inspection, one certificate for the organisation. */
export async function inspection(play: ProgrammePlay, held: InHand, other: InHand) {
  const { who, t } = play;
  const { port, registration } = await register(play, 'annual-inspection');
  const { startInspection: start }: { startInspection: typeof startInspection } = await import(
    '../../../../examples/annual-inspection/app.ts'
  );
  const account = { username: 'founding-account', password: crypto.randomUUID() };
  const staffPassword = crypto.randomUUID();
  const users = [{ ...account, organisation: who.name, creditCode: who.creditCode }];
  const app = await start({ port, registration, users, special: [], staffPassword });
  const enter = () => visitor(app.url, keysOf(play));
  const logIn = async (one: InHand, what: string) => {
    const at = enter();
    const shown = await t.step('applicant', what, async () => at.through(await at.post('/login'), one));
    return { at, shown };
  };
  const declares = async ({ at }: { at: ReturnType<typeof enter> }) => at.post('/declarations');
  const first = await logIn(held, 'comes to the annual inspection for the first time');
  t.check('the binding page names the organisation (BJ-46)', first.shown.html.includes(who.name));
  shows(play, 'no declaration before the binding (BJ-43)', await declares(first), { code: 'BIND_FIRST' });
  const wrong = { ...account, password: 'guess' };
  shows(play, 'a wrong password binds nothing (BJ-47)', await first.at.post('/binding', wrong), {
    code: 'ACCOUNT_WRONG',
  });
  shows(play, 'bound with the former account', await first.at.post('/binding', account), { code: 'BOUND' });
  shows(play, 'the inspection is declared', await declares(first), { code: 'DECLARED' });
  const second = await logIn(other, 'comes with another certificate');
  shows(play, 'a second certificate (BJ-44)', await second.at.post('/binding', account), {
    code: 'BINDING_ACCOUNT_TAKEN',
  });
  const later = await logIn(held, 'comes again');
  shows(play, 'later logins skip the binding page (BJ-49)', later.shown, { location: '/' });
  return {
    /** BJ-49: what took the place of the bound certificate is let in without binding. */
    async successorEnters(next: InHand): Promise<void> {
      const come = await logIn(next, 'comes with the certificate that took its place');
      shows(play, 'the binding went with the replacement (BJ-49)', come.shown, { location: '/' });
      shows(play, 'the inspection is declared with it', await declares(come), { code: 'DECLARED' });
    },
    close: () => app.close(),
  };
}
