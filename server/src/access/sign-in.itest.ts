import { endpoints } from '@yinxin/contract';
import { engine } from '@yinxin/gm';
import { buildRequest, nameOf, sm2Signer } from '@yinxin/pki';
import { authenticationMessage, signedBytes } from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { base64, type Gate, type Key, type Member, openGate } from './testing/gate.ts';

const { signIn, challenge } = endpoints.access;

let gate: Gate;
let owner: Member;
let other: Member;
let key: Key;
let otherKey: Key;
beforeAll(async () => {
  gate = await openGate();
  [owner, other] = [await gate.member(), await gate.member({ name: '九江浔阳建设有限公司' })];
  [key, otherKey] = [await gate.key(owner), await gate.key(other)];
});
afterAll(() => gate.close());

/** The refusal of a sign-in with what the medium answered. */
const refused = async (body: Parameters<typeof attempt>[0]) => gate.server.browser().refused(signIn, { body });
const attempt = async (body: Awaited<ReturnType<Gate['proof']>> & { account?: string }) =>
  gate.server.browser().call(signIn, { body });

describe('sign-in with a certificate', () => {
  test('answers a session of the account the certificate belongs to', async () => {
    const browser = gate.server.browser();
    const view = await browser.call(signIn, { body: await gate.proof(key) });
    expect(view.organisation).toMatchObject({ id: owner.id, creditCode: owner.creditCode });
    expect((await browser.call(endpoints.session.current, {})).organisation?.id).toBe(owner.id);
    expect((await browser.call(endpoints.messages.list, {})).total).toBeGreaterThan(0);
  });

  test('[BJ-09] signs in on any number of computers, each by the medium that is plugged in there; none is registered', async () => {
    const computers = Array.from({ length: 4 }, () => gate.server.browser());
    for (const one of computers) await one.call(signIn, { body: await gate.proof(key) });
    for (const one of computers)
      expect((await one.call(endpoints.session.current, {})).organisation?.id).toBe(owner.id);
  });

  test('[PA-03] the account may be named; a certificate of another account is refused and says why', async () => {
    const named = await attempt({ ...(await gate.proof(key)), account: owner.creditCode.toLowerCase() });
    expect(named.organisation?.id).toBe(owner.id);
    const problem = await refused({ ...(await gate.proof(otherKey)), account: owner.creditCode });
    expect(problem).toMatchObject({ status: 403, code: 'CERTIFICATE_OF_OTHER_ACCOUNT' });
    expect(problem.detail.zh).toContain(owner.creditCode);
    expect(problem.detail.en).toContain('not interchangeable');
    const unknown = await refused({ ...(await gate.proof(key)), account: 'nobody' });
    expect(unknown.code).toBe('CERTIFICATE_OF_OTHER_ACCOUNT');
  });

  test('an answer counts once, also a wrong one, and for five minutes', async () => {
    const answer = await gate.proof(key);
    await attempt(answer);
    expect((await refused(answer)).code).toBe('CHALLENGE_GONE');
    const second = await gate.proof(key);
    expect((await refused({ ...second, signature: answer.signature })).code).toBe('CERTIFICATE_PROOF_WRONG');
    expect((await refused(second)).code).toBe('CHALLENGE_GONE');
    const late = await gate.proof(key);
    await gate.server.advance({ minutes: 5 });
    expect((await refused(late)).code).toBe('CHALLENGE_GONE');
    expect((await refused({ ...late, challenge: uuid() })).code).toBe('CHALLENGE_GONE');
  });

  test('of two who answer one challenge at once, one is signed in', async () => {
    const answer = await gate.proof(key);
    const outcomes = await Promise.allSettled([attempt(answer), attempt(answer)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('what was signed for another site, for another nonce or by another medium is refused', async () => {
    for (const body of [
      await gate.proof(key, { origin: 'https://evil.example' }),
      { ...(await gate.proof(key)), challenge: (await gate.server.browser().call(challenge, {})).id },
      await gate.proof(key, { certificate: otherKey.sign }),
      { ...(await gate.proof(key)), certificate: base64(otherKey.sign) },
    ]) {
      expect((await refused(body)).code).toBe('CERTIFICATE_PROOF_WRONG');
    }
  });

  test('a challenge for sign-in is no signature of a document', async () => {
    const { id, nonce } = await gate.server.browser().call(challenge, {});
    const claim = { origin: gate.server.url, nonce: Buffer.from(nonce, 'base64'), certificate: key.sign };
    const digests = authenticationMessage(claim);
    expect(signedBytes('authenticate', digests)).not.toEqual(digests);
    const asTest = await key.token.sign(digests, 'test');
    const body = { challenge: id, certificate: base64(key.sign), signature: base64(asTest) };
    expect((await refused(body)).code).toBe('CERTIFICATE_PROOF_WRONG');
  });

  test('what is no certificate, or is none of ours, is refused', async () => {
    const good = await gate.proof(key);
    expect((await refused({ ...good, certificate: base64(key.sign.slice(0, 100)) })).code).toBe(
      'CERTIFICATE_UNREADABLE',
    );
    expect((await refused({ ...good, certificate: 'no base64!' })).code).toBe('INPUT_INVALID');
    expect((await refused({ ...good, certificate: 'A'.repeat(12_004) })).code).toBe('INPUT_INVALID');
    expect((await refused({ ...good, challenge: 'x' })).code).toBe('INPUT_INVALID');
    // The encryption certificate is ours, but nobody proves it with the signing key.
    expect((await refused(await gate.proof(key, { certificate: key.encrypt }))).code).toBe('CERTIFICATE_PROOF_WRONG');
  });
});

describe('a certificate that may not be used says why', () => {
  test('suspended, resumed, revoked as by a reissue (PA-36): as it is this moment', async () => {
    const one = await gate.key(owner);
    await gate.status(one, 'suspend');
    expect(await refused(await gate.proof(one))).toMatchObject({ status: 403, code: 'CERTIFICATE_ON_HOLD' });
    await gate.status(one, 'resume');
    await attempt(await gate.proof(one));
    await gate.status(one, 'revoke');
    expect((await refused(await gate.proof(one))).code).toBe('CERTIFICATE_IS_REVOKED');
    await attempt(await gate.proof(key));
  });

  test('[PA-21][PA-22] not activated, not bound, replaced as by a change (PA-32)', async () => {
    const one = await gate.key(owner);
    gate.lives.set(one.serial, { state: 'made', demands: 'procurement' });
    const early = await refused(await gate.proof(one));
    expect(early.code).toBe('CERTIFICATE_NOT_ACTIVATED');
    expect(early.detail.en).toContain('missing step');
    gate.lives.set(one.serial, { state: 'activated', demands: 'procurement' });
    expect((await refused(await gate.proof(one))).code).toBe('CERTIFICATE_NOT_BOUND');
    gate.lives.set(one.serial, { state: 'activated' });
    await attempt(await gate.proof(one));
    gate.lives.set(one.serial, { state: 'superseded' });
    expect((await refused(await gate.proof(one))).code).toBe('CERTIFICATE_REPLACED');
  });

  test('refusals are in the log with their code', async () => {
    const browser = gate.server.browser();
    await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['auditor'] });
    const asked = { query: { action: 'organisation.sign-in-refused' } };
    const { items } = await browser.call(endpoints.administration.audit, asked);
    const codes = items.map(({ details }) => details.code);
    expect(codes).toContain('CERTIFICATE_NOT_BOUND');
    expect(codes).toContain('CERTIFICATE_OF_OTHER_ACCOUNT');
    expect(codes).toContain('CERTIFICATE_PROOF_WRONG');
  });
});

describe('guessing and time', () => {
  test('a certificate that fails too often waits; others do not', async () => {
    const one = await gate.key(owner);
    const bad = { certificate: base64(one.sign), signature: 'AAAA' };
    const guess = () => refused({ ...bad, challenge: uuid() });
    const { loginPerAccount } = gate.server.deps.config.rateLimits;
    for (let i = 0; i < loginPerAccount; i += 1) expect((await guess()).code).toBe('CHALLENGE_GONE');
    expect(await guess()).toMatchObject({ status: 429, code: 'TOO_MANY_TRIES' });
    await attempt(await gate.proof(key));
  });

  test('an expired certificate is refused with its date', async () => {
    await gate.server.advance({ days: 367 });
    const problem = await refused(await gate.proof(key));
    expect(problem).toMatchObject({ status: 403, code: 'CERTIFICATE_RUN_OUT' });
    expect(problem.detail.zh).toMatch(/2027-03-\d\d \d\d:\d\d/);
  });
});

test('a certificate of another authority is refused although its key signs well', async () => {
  const { privateKey } = engine().generateKeyPair();
  const signer = sm2Signer(privateKey);
  const request = await buildRequest(nameOf({ C: 'CN', O: 'x', CN: 'x' }), signer);
  // A request is no certificate either.
  const { challenge: id } = await gate.proof(key);
  const body = { challenge: id, certificate: base64(request), signature: 'AAAA' };
  expect((await refused(body)).code).toBe('CERTIFICATE_UNREADABLE');
});
