import { certificates, consoleSelfService, production, selfService } from '@yinxin/contract';
import { parseCertificate, serialText } from '@yinxin/pki';
import { certificateDigest, type Token } from '@yinxin/token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { base64, bytesOf, prove } from '../testing/desk.ts';
import {
  activationFor,
  beginWith,
  certificateOn,
  challenge,
  type FakeOrder,
  type Hall,
  installation,
  installNew,
  openHall,
  proofFor,
  renewalRequest,
  reported,
} from '../testing/holder.ts';

let hall: Hall;
/** One holder with a certificate in hand, whom the businesses below are about. */
let owner: { order: FakeOrder; token: Token; pin: string };
/** The encryption certificate their own order made; the tests below put newer ones on the medium. */
let firstEncryption: Uint8Array;
beforeAll(async () => {
  hall = await openHall();
  const order = hall.order(['provision', 'install']);
  const { token, pin } = await installNew(hall, order);
  owner = { order, token, pin };
  firstEncryption = token.status().containers[0]?.certificates?.encrypt ?? new Uint8Array();
});
afterAll(() => hall.close());

const params = (order: FakeOrder) => ({ id: order.applicationId });
const serialOf = (token: Token) => token.status().serial;
const enter = (order: FakeOrder, stage: string) => {
  const { deps } = hall.desk.server;
  return transaction(deps.db, (tx) => hall.desk.media.service(deps).stageEntered(tx, order.applicationId, stage));
};

/** An order of the holder about the certificate they have. */
function about(way: readonly string[], change: Partial<FakeOrder> = {}): FakeOrder {
  const { organisationId, organisationName, subscriber } = owner.order;
  const order = hall.order(way, { organisationId, organisationName, subjectMedium: serialOf(owner.token), ...change });
  return Object.assign(order, {
    subscriber: {
      ...subscriber,
      applicationId: order.applicationId,
      applicationNumber: order.applicationNumber,
      ...(change.subscriber ?? {}),
    },
  });
}

describe('activation', () => {
  /** An order whose certificates are in its medium and wait to be activated. */
  async function waiting() {
    const order = hall.order(['provision', 'install', 'activation'], {});
    const made = await installNew(hall, order);
    await enter(order, 'activation');
    return { order, ...made, code: hall.code(order, 'sms-code-activation') };
  }
  const refused = async (browser: TestBrowser, order: FakeOrder, body: Parameters<typeof sent>[2]) =>
    (await browser.refused(selfService.activate, { params: params(order), body })).code;
  const sent = (
    browser: TestBrowser,
    order: FakeOrder,
    body: { mediumSerial: string; nonce: string; signature: string; code: string },
  ) => browser.call(selfService.activate, { params: params(order), body });

  test('[PA-20] the code that came with the medium, and the medium itself, activate it once', async () => {
    const { order, token, browser, code } = await waiting();
    expect(code).toMatch(/^\d{8}$/);
    const body = { ...(await activationFor(hall, browser, order, token)), code };
    const view = await sent(browser, order, body);
    expect(view.activation).toMatchObject({ mediumSerial: serialOf(token), sentTo: '138****8000' });
    expect(view.activation?.activatedAt).not.toBeNull();
    expect(order.stage).toBe('finished');
    expect(await refused(browser, order, body)).toBe('SELF_ALREADY_ACTIVATED');
    expect(order.events.filter((one) => one.startsWith('activated'))).toHaveLength(1);
    const stock = await (await hall.desk.staff('production')).call(production.media, { query: { q: serialOf(token) } });
    expect(stock.items).toMatchObject([{ state: 'activated' }]);
  });

  test('[PA-20] [PA-22] wrong code, another order’s medium or number, a nonce twice, too early', async () => {
    const one = await waiting();
    const other = await waiting();
    const { order, token, browser, code } = one;
    const foreign = { ...(await activationFor(hall, browser, order, other.token)), code };
    expect(await refused(browser, order, foreign)).toBe('SELF_MEDIUM_OTHER');
    const disguised = { ...foreign, mediumSerial: serialOf(token) };
    expect(await refused(browser, order, disguised)).toBe('CONFIRMATION_SIGNATURE_WRONG');
    const forOther = await activationFor(hall, browser, order, token, other.order.applicationNumber);
    expect(await refused(browser, order, { ...forOther, code })).toBe('CONFIRMATION_SIGNATURE_WRONG');
    const proof = await activationFor(hall, browser, order, token);
    expect(await refused(browser, order, { ...proof, code: other.code })).toBe('SELF_CODE_WRONG');
    // A refusal used neither nonce nor code up.
    await sent(browser, order, { ...proof, code });
    const early = hall.order(['provision', 'install', 'activation']);
    const holder = await hall.holder(early);
    const nothing = { mediumSerial: serialOf(token), nonce: 'AAAA', signature: 'AAAA', code };
    expect(await refused(holder, early, nothing)).toMatch(/SELF_MEDIUM_OTHER|SELF_STEP_NOT_NOW/);
    const asked = { params: params(early), body: { purpose: 'activation' } } as const;
    expect((await holder.refused(selfService.challenge, asked)).code).toBe('SELF_STEP_NOT_NOW');
  });

  test('where the operator does without it, the medium is not activated, and nothing of the step is done', async () => {
    const order = hall.order(['provision', 'install', 'activation'], { without: ['activate'] });
    const { token, browser } = await installNew(hall, order);
    await enter(order, 'activation');
    const code = hall.code(order, 'sms-code-activation');
    const body = { ...(await activationFor(hall, browser, order, token)), code };
    expect(await refused(browser, order, body)).toBe('MEDIUM_MOVE_NOT_OFFERED');
    expect([order.stage, order.events.some((one) => one.startsWith('activated'))]).toEqual(['activation', false]);
  });

  test('activated in two tabs at once: once', async () => {
    const { order, token, browser, code } = await waiting();
    const bodies = [1, 2, 3].map(async () => ({ ...(await activationFor(hall, browser, order, token)), code }));
    const outcomes = await Promise.allSettled((await Promise.all(bodies)).map((body) => sent(browser, order, body)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(order.events.filter((one) => one.startsWith('activated'))).toHaveLength(1);
  });

  test('[PA-50] not while a refund is open, nor is a code sent', async () => {
    const { order, token, browser, code } = await waiting();
    const proof = await activationFor(hall, browser, order, token);
    order.refundOpen = true;
    expect(await refused(browser, order, { ...proof, code })).toBe('SELF_REFUND_OPEN');
    const send = { params: params(order), body: { purpose: 'activation' } } as const;
    expect((await browser.refused(selfService.sendCode, send)).code).toBe('SELF_REFUND_OPEN');
    order.refundOpen = false;
    await sent(browser, order, { ...proof, code });
  });

  test('a month later the code is over and a new one is sent; five wrong ones lock until staff help', async () => {
    const { order, token, code } = await waiting();
    await hall.desk.server.advance({ hours: 24 * 31 });
    const browser = await hall.holder(order);
    const wrong = async (typed: string) =>
      refused(browser, order, { ...(await activationFor(hall, browser, order, token)), code: typed });
    expect(await wrong(code)).toBe('SELF_CODE_WRONG');
    await browser.call(selfService.sendCode, { params: params(order), body: { purpose: 'activation' } });
    for (let n = 0; n < 4; n += 1) expect(await wrong('00')).toBe('SELF_CODE_WRONG');
    const fresh = hall.code(order, 'sms-code-activation');
    expect(await wrong(fresh)).toBe('SELF_TRIES_LOCKED');
    const staff = await hall.desk.staff('back-office');
    const body = { step: 'activation', reason: '电话核实身份' } as const;
    await staff.call(consoleSelfService.reset, { params: params(order), body });
    await sent(browser, order, { ...(await activationFor(hall, browser, order, token)), code: fresh });
  });
});

describe('renewal on the same medium', () => {
  /** A renewal that asks for two update codes, which are on their way. */
  async function renewal() {
    const order = about(['install'], { install: { medium: 'same', proofs: ['update-codes'] } });
    await enter(order, 'install');
    const notice = hall.notices.findLast((one) => one.applicationId === order.applicationId);
    const codes = [String(notice?.params.code), String(notice?.params.second)] as [string, string];
    return { order, codes, browser: await hall.holder(order) };
  }
  const refusedWith = async (
    browser: TestBrowser,
    order: FakeOrder,
    updateCodes: [string, string],
    token = owner.token,
  ) =>
    browser.refused(selfService.begin, {
      params: params(order),
      body: { medium: reported(token), proofs: { updateCodes } },
    });

  test('[IT-21] wrong, void and foreign codes are refused without saying which was wrong', async () => {
    const { order, codes, browser } = await renewal();
    const other = await renewal();
    for (const wrong of [[codes[0], '00000000'], ['00000000', codes[1]], [codes[0], codes[0]], other.codes] as const) {
      const problem = await refusedWith(browser, order, [wrong[0], wrong[1]]);
      expect(problem).toMatchObject({ code: 'SELF_UPDATE_CODES_WRONG', field: 'body.proofs.updateCodes' });
    }
    const staff = await hall.desk.staff('customer-service');
    await staff.call(consoleSelfService.renewUpdateCodes, { params: params(order), body: { reason: '短信丢失' } });
    expect((await refusedWith(browser, order, codes)).code).toBe('SELF_UPDATE_CODES_WRONG');
    const desk = await staff.call(consoleSelfService.read, { params: params(order) });
    expect(desk.codes.map(({ voidedAt }) => voidedAt !== null)).toEqual([false, true]);
    const elsewhere = await staff.refused(consoleSelfService.renewUpdateCodes, {
      params: params(owner.order),
      body: { reason: '没有双码' },
    });
    expect(elsewhere.code).toBe('SELF_CODES_NOT_USED');
    for (const gone of [order, other.order]) gone.ended = true;
  });

  test('[PA-27] [IT-24] interrupted and repeated with the same codes: one new pair, the old one works until the switch', async () => {
    const { order, codes, browser } = await renewal();
    const { token, pin } = owner;
    const former = certificateOn(token);
    const begun = await beginWith(browser, order, token, { updateCodes: codes });
    expect(begun).toMatchObject({ envelope: null, renews: certificateDigest(former) });
    await token.login(pin);
    const asked = await renewalRequest(hall, browser, order, token, begun);
    const first = await browser.call(selfService.request, { params: params(order), body: asked });
    // The answer is lost, the day ends, the page is opened anew: the codes were not used up.
    await hall.desk.server.advance({ minutes: 45 });
    const resumed = await beginWith(browser, order, token, { updateCodes: [codes[1], codes[0]] });
    expect(resumed.install.media).toMatchObject([{ status: 'issued' }]);
    const issued = await browser.call(selfService.request, {
      params: params(order),
      body: await renewalRequest(hall, browser, order, token, resumed),
    });
    expect(issued.sign).toBe(first.sign);
    await token.installRenewal(installation(issued));
    expect(certificateOn(token)).toEqual(former);
    const nonce = await challenge(browser, order.applicationId, 'install');
    const message = await nextSignature(token, nonce, issued.sign);
    const body = { mediumSerial: serialOf(token), nonce, signature: message };
    await browser.call(selfService.confirm, { params: params(order), body });
    await token.switchRenewal(certificateDigest(bytesOf(issued.sign)));
    expect(order.events).toEqual([`started ${serialOf(token)}`, `installed ${serialOf(token)}`]);
    const again = await refusedWith(browser, order, codes);
    expect(again.code).toBe('SELF_INSTALL_DONE');
    const staff = await hall.desk.staff('production');
    const { items } = await staff.call(certificates.search, { query: { application: order.applicationId } });
    expect(items).toHaveLength(2);
  });

  test('[PA-27] on another medium it is refused, and so is a request nobody vouched for', async () => {
    const { order, codes, browser } = await renewal();
    const stranger = await installNew(hall, hall.order(['provision', 'install']));
    expect((await refusedWith(browser, order, codes, stranger.token)).code).toBe('SELF_MEDIUM_OTHER');
    const locked = { ...reported(owner.token), state: 'locked' } as const;
    const problem = await browser.refused(selfService.begin, {
      params: params(order),
      body: { medium: locked, proofs: { updateCodes: codes } },
    });
    expect(problem.code).toBe('SELF_MEDIUM_LOCKED');
    const begun = await beginWith(browser, order, owner.token, { updateCodes: codes });
    await owner.token.login(owner.pin);
    const asked = await renewalRequest(hall, browser, order, owner.token, begun);
    const { vouched: _vouched, ...bare } = asked;
    const refused = async (body: typeof asked | typeof bare) =>
      (await browser.refused(selfService.request, { params: params(order), body })).code;
    expect(await refused(bare)).toBe('SELF_VOUCHER_MISSING');
    // A request made elsewhere: its own voucher is by the wrong certificate.
    const other = await stranger.token.createRequest({ C: 'CN', CN: 'x' }, 'other');
    expect(await refused({ ...asked, request: base64(other) })).toBe('CONFIRMATION_SIGNATURE_WRONG');
    order.ended = true;
    expect(await refused(asked)).toBe('SELF_STEP_NOT_NOW');
    await owner.token.abandonRenewal();
  });

  async function nextSignature(token: Token, nonce: string, sign: string) {
    const { authenticationMessage } = await import('@yinxin/token');
    const claim = { origin: hall.desk.server.url, nonce: bytesOf(nonce), certificate: bytesOf(sign) };
    return base64(await token.sign(authenticationMessage(claim), 'authenticate', 'main', 'next'));
  }
});

describe('unlocking', () => {
  test('[PA-40] a code to the handler, an answer only this medium can read, and proof that it works again', async () => {
    const { token } = owner;
    for (let left = token.status().pin.left; left > 0; left -= 1) await token.login('wrong-pin').catch(() => {});
    expect(token.status().state).toBe('locked');
    const order = about(['unlock']);
    const browser = await hall.holder(order);
    const ask = async (code?: string, from = token) => {
      const { serial, nonce } = await from.unlockChallenge();
      return { mediumSerial: serial, challenge: base64(nonce), ...(code === undefined ? {} : { code }) };
    };
    const refused = async (body: Awaited<ReturnType<typeof ask>>) =>
      (await browser.refused(selfService.unlock, { params: params(order), body })).code;
    expect(await refused(await ask())).toBe('SELF_PROOF_MISSING');
    await browser.call(selfService.sendCode, { params: params(order), body: { purpose: 'unlock' } });
    const code = hall.code(order, 'sms-code-unlock');
    expect(await refused(await ask('12'))).toBe('SELF_CODE_WRONG');
    const stranger = await installNew(hall, hall.order(['provision', 'install']));
    expect(await refused(await ask(code, stranger.token))).toBe('SELF_MEDIUM_OTHER');
    const answer = await browser.call(selfService.unlock, { params: params(order), body: await ask(code) });
    expect(answer.response).not.toContain('adminKey');
    // Pulled before the answer arrived: a new challenge, no new code.
    const again = await browser.call(selfService.unlock, { params: params(order), body: await ask() });
    await expect(token.unlock({ response: bytesOf(answer.response) }, 'Neu-PIN-2026')).rejects.toThrow(
      'E_UNLOCK_RESPONSE',
    );
    await expect(stranger.token.unlock({ response: bytesOf(again.response) }, 'Neu-PIN-2026')).rejects.toThrow();
    await token.unlock({ response: bytesOf(again.response) }, 'Neu-PIN-2026');
    owner.pin = 'Neu-PIN-2026';
    await token.login(owner.pin);
    const body = await proofFor(hall, browser, order, token, 'unlock');
    const view = await browser.call(selfService.confirmUnlock, { params: params(order), body });
    expect(view.unlock?.unlockedAt).not.toBeNull();
    expect(order.events).toEqual([`unlocked ${serialOf(token)}`]);
    expect(await refused(await ask(code))).toBe('SELF_STEP_NOT_NOW');
    await browser.call(selfService.confirmUnlock, { params: params(order), body });
    expect(order.events).toHaveLength(1);
    expect(JSON.stringify(hall.desk.facts)).not.toContain(code);
  });

  test('nothing is answered before the order is approved, nor to somebody else', async () => {
    const order = about(['review', 'unlock']);
    const browser = await hall.holder(order);
    const { serial, nonce } = await owner.token.unlockChallenge();
    const input = { params: params(order), body: { mediumSerial: serial, challenge: base64(nonce), code: '1' } };
    expect((await browser.refused(selfService.unlock, input)).code).toBe('SELF_STEP_NOT_NOW');
    const send = { params: params(order), body: { purpose: 'unlock' } } as const;
    expect((await browser.refused(selfService.sendCode, send)).code).toBe('SELF_STEP_NOT_NOW');
    const stranger = await hall.holder(hall.order(['unlock']));
    expect((await stranger.refused(selfService.unlock, input)).code).toBe('NOT_FOUND');
  });
});

describe('installing a seal', () => {
  const seal = (certificate: Uint8Array) => ({
    id: 'seal-1',
    name: '示例科技有限公司',
    sort: 'official',
    notAfter: new Date('2027-03-01T00:00:00Z'),
    certificate: certificateDigest(certificate),
    picture: new Uint8Array([1, 2, 3]),
    object: new Uint8Array([0x30, 0x00]),
    replaces: null,
  });

  test('[PA-45] the made seal goes to the medium of its certificate, and to no other', async () => {
    const order = about(['seal']);
    const browser = await hall.holder(order);
    const { token, pin } = owner;
    await token.login(pin);
    const take = async (body: Awaited<ReturnType<typeof proofFor>>) =>
      (await browser.refused(selfService.takeSeal, { params: params(order), body })).code;
    expect(await take(await proofFor(hall, browser, order, token, 'seal'))).toBe('SELF_SEAL_NOT_MADE');
    const stranger = await installNew(hall, hall.order(['provision', 'install']));
    order.seal_ = seal(certificateOn(stranger.token));
    expect(await take(await proofFor(hall, browser, order, token, 'seal'))).toBe('SELF_SEAL_OTHER');
    order.seal_ = seal(certificateOn(token));
    expect(await take(await proofFor(hall, browser, order, stranger.token, 'seal'))).toBe('SELF_MEDIUM_OTHER');
    const nonce = await challenge(browser, order.applicationId, 'seal');
    const signature = await prove(stranger.token, nonce, base64(certificateOn(stranger.token)), hall.desk.server.url);
    expect(await take({ mediumSerial: serialOf(token), nonce, signature })).toBe('CONFIRMATION_SIGNATURE_WRONG');
    // Interrupted while writing: it is given again.
    for (let n = 0; n < 2; n += 1) {
      const body = await proofFor(hall, browser, order, token, 'seal');
      const taken = await browser.call(selfService.takeSeal, { params: params(order), body });
      expect(taken).toMatchObject({ id: 'seal-1', picture: base64(new Uint8Array([1, 2, 3])) });
    }
    const proof = await proofFor(hall, browser, order, token, 'seal');
    const other = { params: params(order), body: { ...proof, sealId: 'seal-2' } };
    expect((await browser.refused(selfService.confirmSeal, other)).code).toBe('SELF_SEAL_OTHER');
    const body = { ...proof, sealId: 'seal-1' };
    const view = await browser.call(selfService.confirmSeal, { params: params(order), body });
    expect(view.seal?.installedAt).not.toBeNull();
    await browser.call(selfService.confirmSeal, { params: params(order), body });
    expect(order.events).toEqual(['sealed seal-1']);
    expect(serialText(parseCertificate(certificateOn(token)).serial)).toBeDefined();
  });
});

describe('former encryption keys', () => {
  test('come to the new medium of the same holder, by its own proof, again without harm, and to nobody else', async () => {
    const order = about(['provision', 'install']);
    const { token, browser } = await installNew(hall, order);
    const proof = () => proofFor(hall, browser, order, token, 'recovery');
    const take = async (body: Awaited<ReturnType<typeof proof>>) =>
      (await browser.call(selfService.formerKeys, { params: params(order), body })).keys;
    const refused = async (by: TestBrowser, body: Awaited<ReturnType<typeof proof>>) =>
      (await by.refused(selfService.formerKeys, { params: params(order), body })).code;
    // An order that asks for none gets none.
    expect(await take(await proof())).toEqual([]);
    hall.desk.recovery.set(order.applicationId, [owner.order.applicationId]);
    const used = await proof();
    for (const body of [used, await proof()]) {
      const [key, ...others] = await take(body);
      expect([key?.certificate, others]).toEqual([base64(firstEncryption), []]);
      expect(bytesOf(key?.envelopedKey ?? '').length).toBeGreaterThan(100);
    }
    expect(await refused(browser, used)).toMatch(/^CONFIRMATION_NONCE/);
    expect(await refused(await hall.holder(hall.order(['install'])), await proof())).toBe('NOT_FOUND');
    const stranger = await installNew(hall, hall.order(['provision', 'install']));
    const { nonce } = await proof();
    const signature = await prove(stranger.token, nonce, base64(certificateOn(stranger.token)), hall.desk.server.url);
    expect(await refused(browser, { mediumSerial: serialOf(token), nonce, signature })).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(await refused(browser, { ...(await proof()), mediumSerial: serialOf(stranger.token) })).toBe(
      'SELF_MEDIUM_OTHER',
    );
    expect(hall.desk.facts.filter(({ action }) => action === 'keys.former-taken')).toHaveLength(3);
  });
});
