import { randomBytes } from 'node:crypto';
import { engine } from '@yinxin/gm';
import { openRequest, parseCertificate } from '@yinxin/pki';
import { afterEach, describe, expect, it } from 'vitest';
import {
  activationMessage,
  authenticationMessage,
  renewalMessage,
  verifyActivation,
  verifyAuthentication,
  verifyRenewal,
} from './authentication.ts';
import { sealUnlockResponse } from './personalisation.ts';
import { certificateDigest, SEAL_LIMITS } from './seal.ts';
import { SUBJECT, type TestAuthority, testEnvelope, testSeal, testSecrets } from './testing/authority.ts';
import { bench, bytes, refused, type TokenDriver } from './testing/bench.ts';
import type { Token } from './types.ts';

const ORIGIN = 'https://hall.example.cn';
const nonce = () => new Uint8Array(randomBytes(32));
const keyOf = (certificate: Uint8Array) => parseCertificate(certificate).publicKey;

/** What a medium lives through after production: the second half of the suite that every driver must pass. */
export function tokenLifeContract(driver: TokenDriver, ca: TestAuthority): void {
  const { blank, again, made, putAway } = bench(driver, ca);
  afterEach(putAway);

  /** A made medium, open, with a renewed pair beside the old one as far as asked. */
  const renewing = async (until: 'requested' | 'installed' | 'proven') => {
    const { token, secrets, installation: old } = await made();
    await token.login(secrets.pin);
    const request = await token.createRenewal(SUBJECT, certificateDigest(old.sign));
    const renewed = await ca.answer(request);
    if (until !== 'requested') await token.installRenewal(renewed);
    if (until === 'proven') await proveNext(token, renewed.sign);
    return { token, secrets, old, request, renewed };
  };
  const proveNext = async (token: Token, certificate: Uint8Array) => {
    const claim = { origin: ORIGIN, nonce: nonce(), certificate };
    const signature = await token.sign(authenticationMessage(claim), 'authenticate', 'main', 'next');
    return verifyAuthentication(claim, keyOf(certificate), signature);
  };
  const signsWith = async (token: Token, certificate: Uint8Array) => {
    const claim = { origin: ORIGIN, nonce: nonce(), certificate };
    const signature = await token.sign(authenticationMessage(claim), 'authenticate');
    return verifyAuthentication(claim, keyOf(certificate), signature);
  };

  describe(`a blank medium of the driver ${driver.name} that its holder downloads onto`, () => {
    const provisioned = async (pinChange: 'advised' | 'required' = 'advised') => {
      const token = await blank();
      const secrets = testSecrets();
      const envelope = testEnvelope(token.status().transportPublicKey, secrets, pinChange);
      expect(await token.provision(envelope)).toEqual({ resumed: false });
      return { token, secrets, envelope };
    };

    it('stays closed until the password of the card is typed', async () => {
      const { token, secrets } = await provisioned();
      expect(token.status()).toMatchObject({ state: 'blank', personalised: true, open: false, pinInitial: true });
      await expect(token.createRequest(SUBJECT)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await token.login(secrets.pin);
      const installation = await ca.answer(await token.createRequest(SUBJECT));
      await token.installCertificates(installation);
      expect(token.status().state).toBe('made');
    });

    it('counts wrong passwords over repetitions, locks, and is unlocked like any other', async () => {
      const { token, secrets, envelope } = await provisioned();
      await expect(token.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      expect(await token.provision(envelope)).toEqual({ resumed: true });
      await expect(token.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 1 }));
      const next = await again(token);
      await expect(next.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_LOCKED' }));
      expect(await next.provision(envelope)).toEqual({ resumed: true });
      expect(next.status().state).toBe('locked');
      await next.unlock({ adminKey: secrets.adminKey }, '864213');
      expect(next.status().state).toBe('blank');
      await expect(next.login('864213')).resolves.toEqual({ left: 3, limit: 3 });
    });

    it('keeps its key when it is pulled out and the download is begun again', async () => {
      const { token, secrets, envelope } = await provisioned();
      await token.login(secrets.pin);
      const first = openRequest(await token.createRequest(SUBJECT));
      const next = await again(token);
      expect(await next.provision(envelope)).toEqual({ resumed: true });
      expect(next.status().open).toBe(false);
      await next.login(secrets.pin);
      expect(openRequest(await next.createRequest(SUBJECT)).publicKey).toEqual(first.publicKey);
    });

    it('keeps its key when the holder has changed the PIN in between', async () => {
      const { token, secrets, envelope } = await provisioned();
      await token.login(secrets.pin);
      const first = openRequest(await token.createRequest(SUBJECT));
      await token.changePin(secrets.pin, '864213');
      expect(await token.provision(envelope)).toEqual({ resumed: true });
      await expect(token.personalise(envelope)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await token.login('864213');
      expect(openRequest(await token.createRequest(SUBJECT)).publicKey).toEqual(first.publicKey);
    });

    it('is not provisioned anew once made, and takes no data of another medium', async () => {
      const { token } = await made();
      const { transportPublicKey } = token.status();
      await expect(token.provision(testEnvelope(transportPublicKey, testSecrets()))).rejects.toEqual(
        refused({ code: 'E_STATE', state: 'made' }),
      );
      const { envelope } = await provisioned();
      await expect((await blank()).provision(envelope)).rejects.toEqual(refused({ code: 'E_ENVELOPE' }));
    });

    it('signs nothing real with the initial PIN where changing it is compulsory', async () => {
      const { token, secrets } = await provisioned('required');
      await token.login(secrets.pin);
      const installation = await ca.answer(await token.createRequest(SUBJECT));
      await token.installCertificates(installation);
      const claim = { origin: ORIGIN, nonce: nonce(), certificate: installation.sign };
      await expect(token.sign(authenticationMessage(claim), 'authenticate')).rejects.toEqual(
        refused({ code: 'E_PIN_INITIAL' }),
      );
      await expect(token.sign(bytes('test'), 'test')).resolves.toBeInstanceOf(Uint8Array);
      await token.changePin(secrets.pin, '864213');
      expect(await signsWith(token, installation.sign)).toBe(true);
    });
  });

  describe(`the initial PIN of a medium of the driver ${driver.name}`, () => {
    it('is known to be in force until it is changed, and cannot be chosen again', async () => {
      const { token, secrets } = await made();
      expect(token.status()).toMatchObject({ pinInitial: true, pinChange: 'advised' });
      await expect(token.changePin(secrets.pin, secrets.pin)).rejects.toEqual(
        refused({ code: 'E_PIN_POLICY', reason: 'same' }),
      );
      await expect(token.changePin('000111', '864213')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      expect(token.status().pinInitial).toBe(true);
      await token.changePin(secrets.pin, '864213');
      expect((await again(token)).status().pinInitial).toBe(false);
    });

    it('is gone after an unlock, whose answer another medium cannot use', async () => {
      const { token, secrets } = await made();
      const { token: other } = await made();
      const { serial, nonce: challenge } = await token.unlockChallenge();
      const response = sealUnlockResponse(token.status().transportPublicKey, {
        serial,
        nonce: challenge,
        adminKey: secrets.adminKey,
      });
      await other.unlockChallenge();
      await expect(other.unlock({ response }, '864213')).rejects.toEqual(refused({ code: 'E_UNLOCK_RESPONSE' }));
      await expect(token.unlock({ response }, '123456')).rejects.toEqual(
        refused({ code: 'E_PIN_POLICY', reason: 'sequence' }),
      );
      await (await again(token)).unlock({ response }, '864213');
    });
  });

  describe(`a renewal on a medium of the driver ${driver.name}`, () => {
    it('makes its request for the certificate it holds, with a new key, and keeps that key', async () => {
      const { token, old, request } = await renewing('requested');
      const { publicKey } = openRequest(request);
      expect(publicKey).not.toEqual(keyOf(old.sign));
      const repeated = openRequest(await token.createRenewal(SUBJECT, certificateDigest(old.sign)));
      expect(repeated.publicKey).toEqual(publicKey);
      const { installation: foreign } = await made();
      await expect(token.createRenewal(SUBJECT, certificateDigest(foreign.sign))).rejects.toEqual(
        refused({ code: 'E_OTHER_CERTIFICATE' }),
      );
    });

    it('leaves the old pair in use until the new one is installed, proven and switched to', async () => {
      const { token, old, renewed } = await renewing('requested');
      expect(await token.installRenewal(renewed)).toEqual({ repeated: false });
      expect(await signsWith(token, old.sign)).toBe(true);
      const digest = certificateDigest(renewed.sign);
      await expect(token.switchRenewal(digest)).rejects.toEqual(refused({ code: 'E_NOT_PROVEN' }));
      expect(await proveNext(token, renewed.sign)).toBe(true);
      expect(token.status().containers[0]).toMatchObject({
        certificates: { sign: old.sign },
        next: { certificates: { sign: renewed.sign }, proven: true },
      });
      expect(await token.switchRenewal(digest)).toEqual({ repeated: false });
      expect(token.status().containers[0]).toMatchObject({ certificates: { sign: renewed.sign }, next: null });
      expect(await signsWith(token, renewed.sign)).toBe(true);
      expect(await signsWith(token, old.sign)).toBe(false);
    });

    it('can be repeated step by step after being plugged out, and after it was done', async () => {
      const { token, secrets, renewed } = await renewing('requested');
      const second = await again(token);
      await expect(second.installRenewal(renewed)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await second.login(secrets.pin);
      expect(await second.installRenewal(renewed)).toEqual({ repeated: false });
      const third = await again(second);
      expect(await third.installRenewal(renewed)).toEqual({ repeated: true });
      await third.login(secrets.pin);
      await proveNext(third, renewed.sign);
      const fourth = await again(third);
      await fourth.login(secrets.pin);
      expect(await fourth.switchRenewal(certificateDigest(renewed.sign))).toEqual({ repeated: false });
      expect(await fourth.switchRenewal(certificateDigest(renewed.sign))).toEqual({ repeated: true });
      expect(await fourth.installRenewal(renewed)).toEqual({ repeated: true });
    });

    it('takes the pair of no other medium', async () => {
      const { token, old, renewed } = await renewing('requested');
      const { renewed: theirs } = await renewing('requested');
      await expect(token.installRenewal(theirs)).rejects.toEqual(refused({ code: 'E_KEY_MISMATCH', part: 'sign' }));
      await expect(token.installRenewal({ ...renewed, encrypt: theirs.encrypt })).rejects.toEqual(
        refused({ code: 'E_KEY_MISMATCH', part: 'encrypt' }),
      );
      const { token: bystander } = await made();
      await expect(bystander.installRenewal(renewed)).rejects.toEqual(
        refused({ code: 'E_NO_CONTAINER', container: 'main' }),
      );
      expect(token.status().containers[0]).toMatchObject({ certificates: { sign: old.sign }, next: { proven: false } });
    });

    it('still decrypts what was encrypted to the old certificates, renewal after renewal', async () => {
      const { token, old, renewed } = await renewing('proven');
      await token.switchRenewal(certificateDigest(renewed.sign));
      const third = await ca.answer(await token.createRenewal(SUBJECT, certificateDigest(renewed.sign)));
      await token.installRenewal(third);
      await proveNext(token, third.sign);
      await token.switchRenewal(certificateDigest(third.sign));
      for (const { encrypt } of [old, renewed, third])
        expect(await token.decrypt(engine().encrypt(keyOf(encrypt), bytes('secret')))).toEqual(bytes('secret'));
      const stranger = engine().encrypt(engine().generateKeyPair().publicKey, bytes('secret'));
      await expect(token.decrypt(stranger)).rejects.toEqual(refused({ code: 'E_DECRYPT' }));
    });

    it('keeps the activation, and can be given up', async () => {
      const { token, secrets, old } = await renewing('installed');
      const activation = { order: 'DD261122-000001-X', at: '2026-11-22T04:00:00.000Z' };
      await token.markActivated(activation);
      await token.abandonRenewal();
      await token.abandonRenewal();
      const next = await again(token);
      expect(next.status().containers[0]).toMatchObject({ certificates: { sign: old.sign }, next: null, activation });
      await next.login(secrets.pin);
      const renewed = await ca.answer(await next.createRenewal(SUBJECT, certificateDigest(old.sign)));
      await next.installRenewal(renewed);
      await proveNext(next, renewed.sign);
      await next.switchRenewal(certificateDigest(renewed.sign));
      expect(next.status().containers[0]).toMatchObject({ activation });
    });
  });

  describe(`what a medium of the driver ${driver.name} says yes to`, () => {
    it('is bound to one order, and to one request, and to one purpose', async () => {
      const { token, old, request } = await renewing('requested');
      const base = { origin: ORIGIN, nonce: nonce(), certificate: old.sign };
      const key = keyOf(old.sign);
      const order = { ...base, order: 'DD261122-000001-X' };
      const activated = await token.sign(activationMessage(order), 'activate');
      expect(verifyActivation(order, key, activated)).toBe(true);
      expect(verifyActivation({ ...order, order: 'DD261122-000002-Y' }, key, activated)).toBe(false);
      expect(verifyActivation({ ...order, origin: 'https://evil.example' }, key, activated)).toBe(false);
      const claim = { ...base, request };
      const vouched = await token.sign(renewalMessage(claim), 'renew');
      expect(verifyRenewal(claim, key, vouched)).toBe(true);
      expect(verifyRenewal({ ...claim, request: old.sign }, key, vouched)).toBe(false);
      expect(verifyAuthentication(base, key, vouched)).toBe(false);
      await expect(token.sign(authenticationMessage(base), 'activate')).rejects.toEqual(
        refused({ code: 'E_TBS_MISMATCH' }),
      );
    });
  });

  describe(`a seal on a medium of the driver ${driver.name}`, () => {
    const open = async () => {
      const { token, secrets, installation } = await made();
      await token.login(secrets.pin);
      return { token, secrets, certificate: installation.sign };
    };

    it('is shown without a PIN after it was installed, and replaced by the next one', async () => {
      const { token, secrets, certificate } = await open();
      await expect(token.readSeal()).rejects.toEqual(refused({ code: 'E_NO_SEAL' }));
      const first = testSeal(certificate);
      expect(await token.installSeal(first)).toEqual({ repeated: false });
      const next = await again(token);
      expect(await next.readSeal()).toEqual(first);
      expect(await next.installSeal(first)).toEqual({ repeated: true });
      const second = testSeal(certificate, 'seal-22', SEAL_LIMITS.objectBytes);
      await expect(next.installSeal(second)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await next.login(secrets.pin);
      expect(await next.installSeal(second)).toEqual({ repeated: false });
      expect(await next.readSeal()).toEqual(second);
      expect(next.status().containers[0]?.seal).toMatchObject({ id: 'seal-22', fits: 'current' });
    });

    it('is taken out by its id, once and again', async () => {
      const { token, certificate } = await open();
      await token.installSeal(testSeal(certificate));
      await token.removeSeal('another');
      expect(token.status().containers[0]?.seal).not.toBeNull();
      await token.removeSeal('seal-1');
      await token.removeSeal('seal-1');
      expect(token.status().containers[0]?.seal).toBeNull();
      token.logout();
      await expect(token.removeSeal('seal-1')).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
    });

    it('is refused for another certificate, and if anything of it is not what it should be', async () => {
      const { token, certificate } = await open();
      const { certificate: foreign } = await open();
      const seal = testSeal(certificate);
      await expect(token.installSeal(testSeal(foreign))).rejects.toEqual(refused({ code: 'E_SEAL_CERTIFICATE' }));
      const faults = [
        ['object', { object: testSeal(certificate, 'x', SEAL_LIMITS.objectBytes + 1).object }],
        ['object', { object: seal.object.subarray(1) }],
        ['picture', { picture: bytes('<svg onload="alert(1)"/>') }],
        ['picture', { picture: new Uint8Array([...seal.picture, ...new Uint8Array(SEAL_LIMITS.pictureBytes)]) }],
        ['descriptor', { id: '../../escape' }],
        ['descriptor', { name: '' }],
        ['descriptor', { notAfter: 'never' }],
      ] as const;
      for (const [fault, change] of faults)
        await expect(token.installSeal({ ...seal, ...change })).rejects.toEqual(refused({ code: 'E_SEAL', fault }));
      expect(token.status().containers[0]?.seal).toBeNull();
    });

    it('of a renewed certificate waits beside the old one and comes with the switch', async () => {
      const { token, old, renewed } = await renewing('proven');
      await token.installSeal(testSeal(old.sign, 'old'));
      await token.installSeal(testSeal(renewed.sign, 'renewed'));
      expect(token.status().containers[0]?.seal).toMatchObject({ id: 'old', fits: 'current' });
      await token.switchRenewal(certificateDigest(renewed.sign));
      expect(token.status().containers[0]?.seal).toMatchObject({ id: 'renewed', fits: 'current' });
      expect((await token.readSeal()).id).toBe('renewed');
    });

    it('of a replaced certificate is still shown, as one of a former certificate', async () => {
      const { token, old, renewed } = await renewing('proven');
      await token.installSeal(testSeal(old.sign, 'old'));
      await token.switchRenewal(certificateDigest(renewed.sign));
      expect(token.status().containers[0]?.seal).toMatchObject({ id: 'old', fits: 'former' });
      await expect(token.installSeal(testSeal(old.sign, 'older'))).rejects.toEqual(
        refused({ code: 'E_SEAL_CERTIFICATE' }),
      );
    });

    it('goes with a spoiled medium', async () => {
      const { token, certificate } = await open();
      await token.installSeal(testSeal(certificate));
      await token.spoil('bent plug');
      await expect(token.readSeal()).rejects.toEqual(refused({ code: 'E_STATE', state: 'spoiled' }));
    });
  });
}
