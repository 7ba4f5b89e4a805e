import { ApiProblem, call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { activationMessage, authenticationMessage, certificateDigest, renewalMessage } from '@yinxin/token';
import { type Applicant, eventually } from './application-part.ts';
import { type MadeMedium, pairOf } from './authority-part.ts';
import { type JourneyMedium, reportOf, subjectOf } from './medium.ts';
import { person } from './people.ts';
import type { Timeline } from './timeline.ts';

const { access, bindings, sandbox, selfService } = endpoints;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const originOf = (who: Applicant) => new URL(who.person.transport.baseUrl).origin;

type Purpose = 'install' | 'activation' | 'unlock' | 'seal';

async function nonceFor(who: Applicant, id: string, purpose: Purpose): Promise<string> {
  return (await call(who.person.transport, selfService.challenge, { params: { id }, body: { purpose } })).nonce;
}

/** The code in the latest message about an order, read on the handler's phone. */
async function codeOnPhone(who: Applicant, number: string, pattern: RegExp): Promise<string> {
  return eventually(async () => {
    const { items } = await call(who.person.transport, sandbox.messages, { query: { to: who.mobile } });
    const found = items.filter((m) => m.text.includes(number) && pattern.test(m.text));
    return found.toSorted((a, b) => b.at.localeCompare(a.at)).map((m) => pattern.exec(m.text)?.[1])[0];
  }, `the code of ${number}`);
}

/** Something the hall must not let happen: checks that it refuses with this code. */
export async function refused(t: Timeline, what: string, code: string, attempt: () => Promise<unknown>): Promise<void> {
  let found = 'nothing';
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    found = error.problem.code;
  }
  t.check(
    found === code ? `refused: ${what} (${code})` : `refused: ${what} (${code}, but was ${found})`,
    found === code,
  );
}

/** One try to activate with a code as it is typed; the medium proves itself for this order. */
export async function tryActivation(
  who: Applicant,
  order: ApplicationView,
  medium: JourneyMedium,
  sign: Uint8Array,
  code: string,
) {
  const nonce = await nonceFor(who, order.id, 'activation');
  const claim = { origin: originOf(who), nonce: bytesOf(nonce), order: order.number, certificate: sign };
  const signature = base64(await medium.token.sign(activationMessage(claim), 'activate'));
  const body = { mediumSerial: medium.serial, nonce, signature, code };
  return call(who.person.transport, selfService.activate, { params: { id: order.id }, body });
}

/** Activation with the code from the phone (PA-20). */
export async function activate(
  t: Timeline,
  who: Applicant,
  order: ApplicationView,
  medium: JourneyMedium,
  sign: Uint8Array,
): Promise<void> {
  const code = await codeOnPhone(who, order.number, /激活码 (\w+)/);
  const prove = (typed: string) => tryActivation(who, order, medium, sign, typed);
  const wrong = String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
  await refused(t, 'activation with a wrong code', 'SELF_CODE_WRONG', () => prove(wrong));
  const view = await t.step('applicant', 'activates the certificate', () => prove(code));
  t.check('the certificate is activated', view.activation?.activatedAt != null);
  // No nonce is given for a step that is over.
  await refused(t, 'a second activation', 'SELF_STEP_NOT_NOW', () => prove(code));
}

/** A challenge of the hall, answered by the medium. */
export async function answered(who: Applicant, medium: JourneyMedium, sign: Uint8Array) {
  const { id, nonce } = await call(who.person.transport, access.challenge, {});
  return {
    challenge: id,
    certificate: base64(sign),
    signature: await medium.prove(originOf(who), nonce, sign),
  };
}

/** What binding the certificate to the own account of a relying system answers. */
export async function bindTo(who: Applicant, medium: JourneyMedium, sign: Uint8Array, system: string) {
  const body = { ...(await answered(who, medium, sign)), system };
  return call(who.person.transport, bindings.bind, { body });
}

/** Binds the certificate to the own account of a relying system. */
export async function bind(
  t: Timeline,
  who: Applicant,
  medium: JourneyMedium,
  sign: Uint8Array,
  system: string,
): Promise<void> {
  const made = await t.step(
    'applicant',
    'binds the certificate',
    () => bindTo(who, medium, sign, system),
    (b) => ({ system: b.system, account: b.account }),
  );
  t.check('the binding lives', made.endedAt === null);
}

/** How many certificates are bound at a system now. */
export async function boundAt(who: Applicant, system: string): Promise<number> {
  const { items } = await call(who.person.transport, bindings.own, {});
  return items.filter((one) => one.system === system && one.endedAt === null).length;
}

/** Somebody at a browser of their own signs in with the certificate. */
export async function signInWith(who: Applicant, medium: JourneyMedium, sign: Uint8Array) {
  const visitor = person(who.person.transport.baseUrl, 'visitor');
  const body = await answered({ ...who, person: visitor }, medium, sign);
  return call(visitor.transport, access.signIn, { body });
}

export async function checkSignIn(t: Timeline, who: Applicant, medium: JourneyMedium, sign: Uint8Array): Promise<void> {
  const view = await t.step('applicant', 'signs in with the certificate', () => signInWith(who, medium, sign));
  t.check('the certificate opens the own account', view.organisation?.creditCode === who.creditCode);
}

/** The applicant goes on in a session opened with the certificate, as the businesses about it demand (PA-01). */
export async function goOnWith(t: Timeline, who: Applicant, medium: JourneyMedium, sign: Uint8Array): Promise<void> {
  const view = await t.step('applicant', 'goes on with the certificate', async () =>
    call(who.person.transport, access.signIn, { body: await answered(who, medium, sign) }),
  );
  who.person.signedIn(view);
}

/** The renewed pair goes beside the one in use, which vouches for it, and takes its place once it is proven (PA-25). */
export async function installRenewal(
  t: Timeline,
  who: Applicant,
  order: ApplicationView,
  medium: JourneyMedium,
  inUse: Uint8Array,
): Promise<MadeMedium> {
  const { transport } = who.person;
  const { token, serial: mediumSerial } = medium;
  const params = { id: order.id };
  const begun = await t.step('applicant', 'begins the installation', () =>
    call(transport, selfService.begin, { params, body: { medium: reportOf(medium) } }),
  );
  const request = await t.step('medium', 'makes a new key beside the one in use', () =>
    token.createRenewal(subjectOf(begun.install.subject), begun.renews ?? ''),
  );
  const issued = await t.step(
    'authority',
    'issues both certificates for the request the old one vouched for',
    async () => {
      const nonce = await nonceFor(who, order.id, 'install');
      const claim = { origin: originOf(who), nonce: bytesOf(nonce), certificate: inUse, request };
      const signature = base64(await token.sign(renewalMessage(claim), 'renew'));
      const body = { mediumSerial, request: base64(request), vouched: { nonce, signature } };
      return call(transport, selfService.request, { params, body });
    },
  );
  const made = pairOf(issued);
  await t.step('medium', 'takes the renewed pair beside the old one', () =>
    token.installRenewal({ ...made, envelopedKey: bytesOf(issued.envelopedKey) }),
  );
  await t.step('applicant', 'confirms with the new key', async () => {
    const nonce = await nonceFor(who, order.id, 'install');
    const claim = { origin: originOf(who), nonce: bytesOf(nonce), certificate: made.sign };
    const signature = base64(await token.sign(authenticationMessage(claim), 'authenticate', 'main', 'next'));
    return call(transport, selfService.confirm, { params, body: { mediumSerial, nonce, signature } });
  });
  await t.step('medium', 'switches to the renewed pair', () => token.switchRenewal(certificateDigest(made.sign)));
  return { request, ...made };
}

/** A locked medium takes a new PIN with the answer of the hall (PA-40). */
export async function unlockMedium(
  t: Timeline,
  who: Applicant,
  order: ApplicationView,
  medium: JourneyMedium,
  sign: Uint8Array,
  pin: string,
): Promise<void> {
  const { transport } = who.person;
  const { token, serial: mediumSerial } = medium;
  const params = { id: order.id };
  await t.step('applicant', 'asks for the code', () =>
    call(transport, selfService.sendCode, { params, body: { purpose: 'unlock' } }),
  );
  const code = await codeOnPhone(who, order.number, /验证码 (\w+)/);
  await t.step('applicant', 'unlocks the medium and chooses a new PIN', async () => {
    const challenge = base64((await token.unlockChallenge()).nonce);
    const answer = await call(transport, selfService.unlock, { params, body: { mediumSerial, challenge, code } });
    await token.unlock({ response: bytesOf(answer.response) }, pin);
    await token.login(pin);
  });
  await t.step('applicant', 'confirms that the medium works again', async () => {
    const nonce = await nonceFor(who, order.id, 'unlock');
    const signature = await medium.prove(originOf(who), nonce, sign);
    return call(transport, selfService.confirmUnlock, { params, body: { mediumSerial, nonce, signature } });
  });
}

/** The made seal goes into the medium of its certificate (PA-43, PA-45). */
export async function takeSeal(
  t: Timeline,
  who: Applicant,
  order: ApplicationView,
  medium: JourneyMedium,
  sign: Uint8Array,
): Promise<{ readonly id: string; readonly object: Uint8Array; readonly replaces: string | null }> {
  const { transport } = who.person;
  const params = { id: order.id };
  const proof = async () => {
    const nonce = await nonceFor(who, order.id, 'seal');
    return { mediumSerial: medium.serial, nonce, signature: await medium.prove(originOf(who), nonce, sign) };
  };
  await t.step('hall', 'makes the seal', () =>
    eventually(async () => {
      const { seal } = await call(transport, selfService.read, { params });
      return seal?.sealId ?? undefined;
    }, 'the seal'),
  );
  const made = await t.step(
    'applicant',
    'takes the seal',
    async () => call(transport, selfService.takeSeal, { params, body: await proof() }),
    (s) => ({ seal: s.name }),
  );
  const { replaces, ...seal } = made;
  const object = bytesOf(made.object);
  await t.step('medium', 'takes the seal in', () =>
    medium.token.installSeal({ ...seal, picture: bytesOf(made.picture), object }),
  );
  await t.step('applicant', 'confirms that the seal is in the medium', async () =>
    call(transport, selfService.confirmSeal, { params, body: { ...(await proof()), sealId: made.id } }),
  );
  return { id: made.id, object, replaces };
}
