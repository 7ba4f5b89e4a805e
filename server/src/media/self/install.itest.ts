import { certificates, consoleSelfService, production, selfService } from '@yinxin/contract';
import { parseCertificate, serialText } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { base64, bytesOf, subjectFrom } from '../testing/desk.ts';
import {
  attested,
  beginWith,
  challenge,
  type FakeOrder,
  type Hall,
  installation,
  installNew,
  openHall,
  proofFor,
  proofsOf,
  reported,
  writeBlank,
} from '../testing/holder.ts';

const WAY = ['provision', 'install'];
let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.close());
beforeEach(() => {
  hall.desk.fault = () => {};
});

const params = (order: FakeOrder) => ({ id: order.applicationId });

/** An order whose medium was posted, with everything needed to begin. */
async function ready(change: Partial<FakeOrder> = {}) {
  const order = hall.order(WAY, change);
  const token = hall.desk.medium();
  const posted = await hall.post(order, token);
  const browser = await hall.holder(order);
  const proofs = await proofsOf(hall, browser, order, posted);
  return { order, token, posted, browser, proofs };
}

const refusedBegin = async (
  browser: TestBrowser,
  order: FakeOrder,
  body: Parameters<typeof beginWith>[3],
  token = {},
) =>
  browser.refused(selfService.begin, {
    params: params(order),
    body: { medium: { ...reported(hall.desk.medium()), ...token }, proofs: body },
  });

async function certificatesOf(order: FakeOrder) {
  const staff = await hall.desk.staff('production');
  const { items } = await staff.call(certificates.search, { query: { application: order.applicationId } });
  return items;
}

describe('media for an order', () => {
  test('[BJ-20] pairing, posting, and what is in the package follows from the programme', async () => {
    const { order, token, posted } = await ready();
    const { serial } = token.status();
    expect(order).toMatchObject({ stage: 'install', events: [`provided ${serial}`] });
    expect(posted.pin).toMatch(/^\d{8}$/);
    const staff = await hall.desk.staff('shipping');
    const view = await staff.call(consoleSelfService.provision, { params: params(order) });
    expect(view.items).toEqual([{ mediumSerial: serial, passwordCard: posted.card }]);
    expect(view.sent?.contents).toEqual(['medium', 'password-card']);
    const again = await staff.refused(consoleSelfService.send, {
      params: params(order),
      body: { carrier: '顺丰', trackingNumber: 'SF0' },
    });
    expect(again.code).toBe('SELF_PROVISION_SENT');
  });

  test('[BJ-02] a programme without password cards takes none, and its holder chooses the first PIN', async () => {
    const order = hall.order(WAY, {
      provision: { count: 1, passwordCard: false, kind: 'usb-key' },
      install: { medium: 'provided', proofs: ['code'] },
    });
    const staff = await hall.desk.staff('production');
    const token = hall.desk.medium();
    const body = { mediumSerial: token.status().serial, passwordCard: await hall.desk.card() };
    expect((await staff.refused(consoleSelfService.pair, { params: params(order), body })).code).toBe(
      'SELF_CARD_NOT_WANTED',
    );
    const posted = await hall.post(order, token);
    const browser = await hall.holder(order);
    const view = await browser.call(selfService.read, { params: params(order) });
    expect(view).toMatchObject({ firstPin: 'chosen', parcel: { contents: ['medium'] }, install: { choosesPin: true } });
    const proofs = await proofsOf(hall, browser, order, posted);
    const said = { params: params(order), body: { medium: reported(token), proofs, firstPin: 'kR7-mountain' } };
    expect(await browser.refused(selfService.begin, said)).toMatchObject({ code: 'INPUT_INVALID' });
    const begun = await beginWith(browser, order, token, proofs);
    expect(begun).toMatchObject({ choosesPin: true });
    await expect(token.provision(bytesOf(begun.envelope ?? ''), '12345678')).rejects.toMatchObject({
      problem: { code: 'E_PIN_POLICY' },
    });
    await writeBlank(browser, order, token, begun, 'kR7-mountain');
    const confirmation = await proofFor(hall, browser, order, token, 'install');
    await browser.call(selfService.confirm, { params: params(order), body: confirmation });
    expect(order.stage).toBe('finished');
    // BJ-13: no card belongs to it, so none is shown.
    expect(token.status()).toMatchObject({ state: 'made', passwordCard: null });
    const left = await sql<{ n: number }>`select count(*)::int as n from self_install
      where application_id = ${order.applicationId} and sealed_pin is not null`.execute(hall.desk.server.deps.db);
    expect(left.rows).toEqual([{ n: 0 }]);
  });

  test('[BJ-04] the first password itself stands in no view of the order, neither its holder’s nor the desk’s', async () => {
    const { order, posted, browser } = await ready();
    const staff = await hall.desk.staff('production', 'customer-service');
    const views = [
      await browser.call(selfService.read, { params: params(order) }),
      await staff.call(consoleSelfService.read, { params: params(order) }),
      await staff.call(consoleSelfService.provision, { params: params(order) }),
    ];
    expect(posted.pin).toMatch(/^\d{8}$/);
    for (const view of views) expect(JSON.stringify(view)).not.toContain(posted.pin);
  });

  test('[BJ-05] the first password of a posted medium is to be changed: advised, or compulsory where the programme says so', async () => {
    const provision = { count: 1, passwordCard: true, kind: 'usb-key' } as const;
    const { token: advised } = await installNew(hall, hall.order(WAY, { provision }));
    expect(advised.status()).toMatchObject({ pinInitial: true, pinChange: 'advised' });
    const { order, token, browser, proofs, posted } = await ready({
      provision: { ...provision, pinChange: 'required' },
    });
    const begun = await beginWith(browser, order, token, proofs);
    await writeBlank(browser, order, token, begun, posted.pin ?? '');
    expect(token.status()).toMatchObject({ pinInitial: true, pinChange: 'required' });
    await expect(proofFor(hall, browser, order, token, 'install')).rejects.toMatchObject({
      problem: { code: 'E_PIN_INITIAL' },
    });
    await token.changePin(posted.pin ?? '', 'kR7-mountain');
    await token.login('kR7-mountain');
    const body = await proofFor(hall, browser, order, token, 'install');
    await browser.call(selfService.confirm, { params: params(order), body });
    expect(order.stage).toBe('finished');
    expect(token.status().pinInitial).toBe(false);
  });

  test('[BJ-03] an order for two media: both with their cards in one parcel; a replacement comes in its own', async () => {
    const order = hall.order(WAY, { provision: { count: 2, passwordCard: true, kind: 'usb-key' } });
    const staff = await hall.desk.staff('production', 'customer-service');
    const { server, media } = hall.desk;
    const pairNew = async () => {
      const body = { mediumSerial: hall.desk.medium().status().serial, passwordCard: await hall.desk.card() };
      await staff.call(consoleSelfService.pair, { params: params(order), body });
      return body;
    };
    const send = (trackingNumber: string) =>
      staff.call(consoleSelfService.send, { params: params(order), body: { carrier: '顺丰', trackingNumber } });
    const opened = async (trackingNumber: string) => {
      const parcel = await media.service(server.deps).openParcel(server.deps.db, trackingNumber);
      if (!parcel) throw new Error(`no parcel ${trackingNumber}`);
      const items = [parcel, ...parcel.others];
      for (const { initialPin } of items) expect(initialPin).toMatch(/^\d{8}$/);
      return items.map(({ mediumSerial, passwordCard }) => ({ mediumSerial, passwordCard }));
    };
    const [first, second] = [await pairNew(), await pairNew()];
    await send('SF-TWO-MEDIA');
    expect(await opened('SF-TWO-MEDIA')).toEqual([first, second]);
    const out = { mediumSerial: first.mediumSerial, spoiled: true, reason: '路上损坏' };
    await staff.call(consoleSelfService.unpair, { params: params(order), body: out });
    const third = await pairNew();
    await send('SF-REPLACED');
    expect(await opened('SF-REPLACED')).toEqual([third]);
    expect(await opened('SF-TWO-MEDIA')).toEqual([second]);
  });

  test('a medium or card of another order, none where there is one (BJ-03), too few media, and taking one back out', async () => {
    const first = await ready();
    const order = hall.order(WAY, { provision: { count: 2, passwordCard: true, kind: 'usb-key' } });
    const staff = await hall.desk.staff('production');
    const pair = async (mediumSerial: string, passwordCard?: string) =>
      staff.refused(consoleSelfService.pair, {
        params: params(order),
        body: { mediumSerial, ...(passwordCard === undefined ? {} : { passwordCard }) },
      });
    const spare = hall.desk.medium().status().serial;
    expect((await pair(first.token.status().serial, await hall.desk.card())).code).toBe('MEDIUM_NOT_BLANK');
    expect((await pair(spare, first.posted.card ?? '')).code).toBe('PASSWORD_CARD_USED');
    expect((await pair(spare)).code).toBe('SELF_CARD_NEEDED');
    const body = { mediumSerial: spare, passwordCard: await hall.desk.card() };
    const view = await staff.call(consoleSelfService.pair, { params: params(order), body });
    expect(view.items).toHaveLength(1);
    // The same pair once more changes nothing.
    expect(await staff.call(consoleSelfService.pair, { params: params(order), body })).toEqual(view);
    const sent = { params: params(order), body: { carrier: '顺丰', trackingNumber: 'SF1' } };
    expect((await staff.refused(consoleSelfService.send, sent)).code).toBe('SELF_PROVISION_INCOMPLETE');
    const out = { mediumSerial: spare, spoiled: false, reason: '拿错了' };
    const without = await staff.call(consoleSelfService.unpair, { params: params(order), body: out });
    expect(without.items).toEqual([]);
    // Back in stock, it serves another order; its card does not.
    const other = hall.order(WAY);
    const again = { mediumSerial: spare, passwordCard: body.passwordCard };
    expect((await staff.refused(consoleSelfService.pair, { params: params(other), body: again })).code).toBe(
      'PASSWORD_CARD_USED',
    );
    const fresh = { mediumSerial: spare, passwordCard: await hall.desk.card() };
    await staff.call(consoleSelfService.pair, { params: params(other), body: fresh });
  });
});

describe('installing onto a blank medium', () => {
  test('[BJ-20] from the posted medium to certificates that are proven to be on it', async () => {
    const order = hall.order(WAY);
    const { view, token, issued } = await installNew(hall, order);
    const { serial } = token.status();
    expect(order.events).toEqual([`provided ${serial}`, `started ${serial}`, `installed ${serial}`]);
    expect(view).toMatchObject({ stage: null, install: { media: [{ mediumSerial: serial, status: 'installed' }] } });
    expect(token.status()).toMatchObject({ state: 'made' });
    const [sign] = [parseCertificate(bytesOf(issued.sign))];
    expect(sign.extensions.identity.get('1.2.156.10260.4.1.4')).toBe(order.subscriber.creditCode);
    expect(order.installed.get(serial)?.map(({ use }) => use)).toEqual(['sign', 'encrypt']);
    expect(await certificatesOf(order)).toHaveLength(2);
    const actions = hall.desk.facts.filter((one) => one.subject.id === order.applicationId).map((one) => one.action);
    expect(actions).toEqual([
      'media.paired',
      'media.provided',
      'installation.begun',
      'certificate.issued',
      'certificate.installed',
    ]);
  });

  test('[BJ-20] each wrong proof has its own error, nothing is written, and nothing right is used up', async () => {
    const { order, token, browser, proofs } = await ready();
    const other = await ready();
    const cases = [
      [{ passwordCard: { number: other.posted.card ?? '' } }, 'SELF_CARD_NUMBER_WRONG', 4],
      [{ code: '000000' === proofs.code ? '000001' : '000000' }, 'SELF_CODE_WRONG', 3],
      [{ code: other.proofs.code }, 'SELF_CODE_WRONG', 2],
    ] as const;
    for (const [wrong, code, left] of cases) {
      const refused = await refusedBegin(browser, order, { ...proofs, ...wrong }, reported(token));
      expect(refused).toMatchObject({ code, params: { left } });
    }
    const missing = await refusedBegin(browser, order, { code: proofs.code }, reported(token));
    expect(missing).toMatchObject({ code: 'SELF_PROOF_MISSING', params: { proofs: 'password-card' } });
    expect(order.started.size).toBe(0);
    expect(token.status()).toMatchObject({ state: 'blank', personalised: false });
    const begun = await beginWith(browser, order, token, proofs);
    expect(begun.install).toMatchObject({ tries: { left: 5 }, media: [{ status: 'begun', proofs: [] }] });
    // The password of the card is the medium's to check: it counts, and gives no request before it was right.
    await token.provision(bytesOf(begun.envelope ?? ''));
    await expect(token.login('00000000')).rejects.toMatchObject({ problem: { code: 'E_PIN_WRONG', left: 5 } });
    await expect(token.createRequest(subjectFrom(begun.install))).rejects.toMatchObject({
      problem: { code: 'E_PIN_REQUIRED' },
    });
    expect(await certificatesOf(order)).toEqual([]);
  });

  test('[BJ-20] after five wrong tries the step is locked, also for the right proofs, until staff open it', async () => {
    const { order, token, browser, proofs } = await ready();
    const wrong = { ...proofs, code: 'wrong' };
    for (let n = 0; n < 5; n += 1) await refusedBegin(browser, order, wrong, reported(token));
    expect((await refusedBegin(browser, order, proofs, reported(token))).code).toBe('SELF_TRIES_LOCKED');
    const send = { params: params(order), body: { purpose: 'install' } } as const;
    expect((await browser.refused(selfService.sendCode, send)).code).toBe('SELF_TRIES_LOCKED');
    const staff = await hall.desk.staff('customer-service');
    const body = { step: 'install', reason: '电话核实身份' } as const;
    const seen = await staff.call(consoleSelfService.read, { params: params(order) });
    expect(seen.steps.install).toEqual({ triesLeft: 0, locked: true });
    const opened = await staff.call(consoleSelfService.reset, { params: params(order), body });
    expect(opened.steps.install).toEqual({ triesLeft: 5, locked: false });
    await beginWith(browser, order, token, proofs);
  });

  test('twelve guesses at once are counted one after another: no more than five are looked at', async () => {
    const { order, token, browser, proofs } = await ready();
    const codes = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { code } = await refusedBegin(browser, order, { ...proofs, code: 'guess' }, reported(token));
        return code;
      }),
    );
    expect(codes.filter((code) => code === 'SELF_CODE_WRONG')).toHaveLength(5);
    expect(codes.filter((code) => code === 'SELF_TRIES_LOCKED')).toHaveLength(7);
  });

  test('a code that ran out, and one replaced by a newer, do not work', async () => {
    const { order, token, browser, proofs } = await ready();
    const send = { params: params(order), body: { purpose: 'install' } } as const;
    expect((await browser.refused(selfService.sendCode, send)).code).toBe('SELF_CODE_TOO_SOON');
    await hall.desk.server.advance({ minutes: 2 });
    await browser.call(selfService.sendCode, send);
    expect((await refusedBegin(browser, order, proofs, reported(token))).code).toBe('SELF_CODE_WRONG');
    const newer = { ...proofs, code: hall.code(order, 'sms-code-install') };
    await hall.desk.server.advance({ minutes: 11 });
    expect((await refusedBegin(browser, order, newer, reported(token))).code).toBe('SELF_CODE_WRONG');
    const stored = await sql<{ hash: string }>`select hash from self_code`.execute(hall.desk.server.deps.db);
    expect(stored.rows.some(({ hash }) => hash.includes(newer.code ?? ''))).toBe(false);
  });

  test('[BJ-22] a medium that is not blank, is not of this order, is locked or is not itself', async () => {
    const { order, token, browser, proofs } = await ready();
    const stranger = await refusedBegin(browser, order, proofs);
    expect(stranger.code).toBe('SELF_MEDIUM_OTHER');
    const other = await ready();
    expect((await refusedBegin(browser, order, proofs, reported(other.token))).code).toBe('SELF_MEDIUM_OTHER');
    const mine = reported(token);
    for (const [change, code] of [
      [{ state: 'made' }, 'SELF_MEDIUM_NOT_BLANK'],
      [{ personalised: true }, 'SELF_MEDIUM_NOT_BLANK'],
      [{ state: 'locked' }, 'SELF_MEDIUM_NOT_BLANK'],
      [{ state: 'spoiled' }, 'SELF_MEDIUM_SPOILED'],
      [{ transportKey: 'AAAA' }, 'MEDIUM_KEY_WRONG'],
    ] as const) {
      expect((await refusedBegin(browser, order, proofs, { ...mine, ...change })).code).toBe(code);
    }
    // None of it cost a try.
    const view = await browser.call(selfService.read, { params: params(order) });
    expect(view.install?.tries.left).toBe(5);
    await beginWith(browser, order, token, proofs);
    const swapped = { ...mine, transportKey: base64(other.token.status().transportPublicKey) };
    expect((await refusedBegin(browser, order, proofs, swapped)).code).toBe('MEDIUM_KEY_WRONG');
  });

  test('[BJ-22] a medium that says it is one of ours, with another key than the stock recorded when it was taken in', async () => {
    const [token, impostor] = [hall.desk.medium(), hall.desk.medium()];
    const { serial, transportPublicKey } = token.status();
    const staff = await hall.desk.staff('production');
    const keys = [{ serial, transportKey: base64(transportPublicKey) }];
    const delivery = { kind: 'usb-key' as const, model: 'Soft Key', serials: [serial] };
    const bad = { ...delivery, keys: [{ serial, transportKey: 'AAAA' }] };
    expect((await staff.refused(production.registerMedia, { body: bad })).code).toBe('MEDIUM_KEY_WRONG');
    await staff.call(production.registerMedia, { body: { ...delivery, keys } });
    const order = hall.order(WAY);
    const posted = await hall.post(order, token);
    const browser = await hall.holder(order);
    const proofs = await proofsOf(hall, browser, order, posted);
    const said = { ...reported(token), transportKey: base64(impostor.status().transportPublicKey) };
    expect((await refusedBegin(browser, order, proofs, said)).code).toBe('MEDIUM_KEY_WRONG');
    await beginWith(browser, order, token, proofs);
  });

  test('somebody else’s order, and an order elsewhere', async () => {
    const { order, token, proofs } = await ready();
    const stranger = await hall.holder(hall.order(WAY));
    expect((await refusedBegin(stranger, order, proofs, reported(token))).code).toBe('NOT_FOUND');
    expect((await stranger.refused(selfService.read, { params: params(order) })).code).toBe('NOT_FOUND');
    const body = { purpose: 'install' } as const;
    expect((await stranger.refused(selfService.challenge, { params: params(order), body })).code).toBe('NOT_FOUND');
    const early = hall.order(WAY);
    const browser = await hall.holder(early);
    const refused = await refusedBegin(browser, early, {});
    expect(refused).toMatchObject({ code: 'SELF_STEP_NOT_NOW', params: { stage: 'provision' } });
    order.ended = true;
    const owner = await hall.holder(order);
    expect((await refusedBegin(owner, order, proofs, reported(token))).code).toBe('SELF_STEP_NOT_NOW');
  });
});

describe('[BJ-21] interrupted anywhere, the order stays downloadable, on the same medium and with the same certificate', () => {
  test('killed after each step of issuing, asked again: one pair', async () => {
    for (const step of [2, 3, 5, 6, 7, 9, 11]) {
      const { order, token, browser, proofs, posted } = await ready();
      const begun = await beginWith(browser, order, token, proofs);
      await token.provision(bytesOf(begun.envelope ?? ''));
      await token.login(posted.pin ?? '');
      const asked = await attested(token, await token.createRequest(subjectFrom(begun.install)));
      const body = { mediumSerial: token.status().serial, ...asked };
      hall.desk.fault = (at) => {
        if (at === step) throw new Error('the process dies');
      };
      const refused = await browser.refused(selfService.request, { params: params(order), body });
      expect(refused.code, `step ${step}`).toBe('INTERNAL');
      hall.desk.fault = () => {};
      const issued = await browser.call(selfService.request, { params: params(order), body });
      const again = await browser.call(selfService.request, { params: params(order), body });
      expect(again.sign).toBe(issued.sign);
      expect(again.envelopedKey).toBe(issued.envelopedKey);
      expect(await certificatesOf(order)).toHaveLength(2);
    }
  });

  test('the medium is pulled and the page closed after each step: begin resumes without new proofs', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const resume = () => beginWith(browser, order, token, {});
    const first = await beginWith(browser, order, token, proofs);
    await token.provision(bytesOf(first.envelope ?? ''));
    token.logout();
    const second = await resume();
    expect(await token.provision(bytesOf(second.envelope ?? ''))).toEqual({ resumed: true });
    await token.login(posted.pin ?? '');
    const request = await attested(token, await token.createRequest(subjectFrom(second.install)));
    const body = { mediumSerial: token.status().serial, ...request };
    const issued = await browser.call(selfService.request, { params: params(order), body });
    token.logout();
    const third = await resume();
    expect(third.install.media).toMatchObject([{ status: 'issued' }]);
    expect(await token.provision(bytesOf(third.envelope ?? ''))).toEqual({ resumed: true });
    await token.login(posted.pin ?? '');
    const asked = await attested(token, await token.createRequest(subjectFrom(third.install)));
    const again = await browser.call(selfService.request, {
      params: params(order),
      body: { ...body, ...asked },
    });
    expect(again.sign).toBe(issued.sign);
    await token.installCertificates(installation(again));
    token.logout();
    const fourth = await resume();
    expect(fourth.install.media).toMatchObject([{ status: 'issued' }]);
    await token.login(posted.pin ?? '');
    expect(await token.installCertificates(installation(again))).toEqual({ repeated: true });
    const confirmation = await proofFor(hall, browser, order, token, 'install');
    await browser.call(selfService.confirm, { params: params(order), body: confirmation });
    expect(order.stage).toBe('finished');
    expect(await certificatesOf(order)).toHaveLength(2);
  });

  test('half an hour later the proofs are asked for again, and the same pair is given', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const begun = await beginWith(browser, order, token, proofs);
    const { issued } = await writeBlank(browser, order, token, begun, posted.pin ?? '');
    await hall.desk.server.advance({ minutes: 40 });
    expect((await refusedBegin(browser, order, {}, reported(token))).code).toBe('SELF_PROOF_MISSING');
    const fresh = await proofsOf(hall, browser, order, posted);
    const resumed = await beginWith(browser, order, token, fresh);
    expect(resumed.install.media).toMatchObject([{ status: 'issued', proofs: [] }]);
    const pair = await hall.desk.server.deps.db
      .transaction()
      .execute((tx) => hall.desk.issuance.service(hall.desk.server.deps).findPair(tx, order.applicationId));
    expect(base64(pair?.sign ?? new Uint8Array())).toBe(issued.sign);
  });

  test('two tabs at once: one installation, one pair', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const tabs = await Promise.all([
      beginWith(browser, order, token, proofs),
      beginWith(browser, order, token, proofs),
      beginWith(browser, order, token, proofs),
    ]);
    for (const { envelope } of tabs) await token.provision(bytesOf(envelope ?? ''));
    expect(order.events.filter((one) => one.startsWith('started'))).toHaveLength(1);
    await token.login(posted.pin ?? '');
    const subject = subjectFrom(tabs[0].install);
    const asked = async () => attested(token, await token.createRequest(subject));
    const requests = [await asked(), await asked()];
    const mediumSerial = token.status().serial;
    const issued = await Promise.all(
      requests.map((request) =>
        browser.call(selfService.request, { params: params(order), body: { mediumSerial, ...request } }),
      ),
    );
    expect(new Set(issued.map(({ sign }) => sign)).size).toBe(1);
    expect(await certificatesOf(order)).toHaveLength(2);
    const [pair] = issued;
    if (!pair) throw new Error('nothing was issued');
    await token.installCertificates(installation(pair));
    const proofsOfBoth = await Promise.all([0, 1].map(() => proofFor(hall, browser, order, token, 'install')));
    await Promise.all(proofsOfBoth.map((body) => browser.call(selfService.confirm, { params: params(order), body })));
    expect(order.events.filter((one) => one.startsWith('installed'))).toHaveLength(1);
  });

  test('another key for the same order is refused; nonces work once, for their order and step', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const begun = await beginWith(browser, order, token, proofs);
    const { issued } = await writeBlank(browser, order, token, begun, posted.pin ?? '');
    const foreign = hall.desk.medium();
    await installNew(hall, hall.order(WAY), foreign);
    const mediumSerial = token.status().serial;
    const refused = async (asked: Awaited<ReturnType<typeof attested>>) => {
      const body = { mediumSerial, ...asked };
      return (await browser.refused(selfService.request, { params: params(order), body })).code;
    };
    const own = await attested(token, await token.createRequest(subjectFrom(begun.install), 'other'));
    expect(await refused(own)).toBe('PRODUCTION_ALREADY_ISSUED');
    // Made elsewhere, said to be made here, with nobody's word, or with the word for another request.
    const theirs = await attested(foreign, await foreign.createRequest(subjectFrom(begun.install), 'other'));
    expect(await refused(theirs)).toBe('SELF_ATTESTATION_WRONG');
    expect(await refused({ request: own.request })).toBe('SELF_ATTESTATION_WRONG');
    expect(await refused({ ...own, request: theirs.request })).toBe('SELF_ATTESTATION_WRONG');
    const right = await proofFor(hall, browser, order, token, 'install');
    const stolen = { ...right, nonce: base64(new Uint8Array(32)) };
    expect((await browser.refused(selfService.confirm, { params: params(order), body: stolen })).code).toBe(
      'CONFIRMATION_NONCE_WRONG',
    );
    const late = await proofFor(hall, browser, order, token, 'install');
    await hall.desk.server.advance({ minutes: 11 });
    expect((await browser.refused(selfService.confirm, { params: params(order), body: late })).code).toBe(
      'CONFIRMATION_NONCE_WRONG',
    );
    const wrongSignature = {
      ...right,
      nonce: await challenge(browser, order.applicationId, 'install'),
    };
    expect((await browser.refused(selfService.confirm, { params: params(order), body: wrongSignature })).code).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(order.installed.size).toBe(0);
    expect(parseCertificate(bytesOf(issued.sign)).serial).toBeDefined();
  });
});

describe('an installation that cannot be finished', () => {
  test('the key is gone: staff give it up, what was issued is revoked, a new medium follows, nothing is lost', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const begun = await beginWith(browser, order, token, proofs);
    const { issued } = await writeBlank(browser, order, token, begun, posted.pin ?? '');
    const emptied = { ...reported(token), state: 'blank', personalised: false } as const;
    expect((await refusedBegin(browser, order, {}, emptied)).code).toBe('SELF_KEY_LOST');
    const staff = await hall.desk.staff('customer-service', 'production');
    const { serial } = token.status();
    const body = { mediumSerial: serial, mediumSpoiled: false, reason: '介质损坏' };
    expect((await staff.refused(consoleSelfService.abandon, { params: params(order), body })).code).toBe(
      'SELF_MEDIUM_MUST_GO',
    );
    await staff.call(consoleSelfService.abandon, { params: params(order), body: { ...body, mediumSpoiled: true } });
    const revoked = await certificatesOf(order);
    expect(revoked.map(({ status }) => status)).toEqual(['revoked', 'revoked']);
    expect(revoked.map((one) => one.serial)).toContain(serialText(parseCertificate(bytesOf(issued.sign)).serial));
    // The spoiled medium is out; a new one is posted for the same order and paid for by nobody.
    expect((await refusedBegin(browser, order, proofs, reported(token))).code).toBe('SELF_MEDIUM_OTHER');
    await hall.desk.server.advance({ minutes: 2 });
    const next = hall.desk.medium();
    const again = await hall.post(order, next);
    const restarted = await beginWith(browser, order, next, await proofsOf(hall, browser, order, again));
    await writeBlank(browser, order, next, restarted, again.pin ?? '');
    const confirmation = await proofFor(hall, browser, order, next, 'install');
    await browser.call(selfService.confirm, { params: params(order), body: confirmation });
    expect(order.stage).toBe('finished');
    const living = (await certificatesOf(order)).filter(({ status }) => status !== 'revoked');
    expect(living).toHaveLength(2);
  });

  test('an order that became void is not installed any more, and what was not sent is free again', async () => {
    const { order, token, browser, proofs, posted } = await ready();
    const begun = await beginWith(browser, order, token, proofs);
    await writeBlank(browser, order, token, begun, posted.pin ?? '');
    const body = await proofFor(hall, browser, order, token, 'install');
    order.ended = true;
    const { deps } = hall.desk.server;
    await transaction(deps.db, (tx) => hall.desk.media.service(deps).voided(tx, order.applicationId));
    const refused = await browser.refused(selfService.confirm, { params: params(order), body });
    expect(refused.code).toBe('SELF_INSTALL_NOT_BEGUN');
    expect((await certificatesOf(order)).map(({ status }) => status)).toEqual(['revoked', 'revoked']);
  });
});
