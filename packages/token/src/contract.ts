import { engine } from '@yinxin/gm';
import { nameOf, openRequest, parseCertificate } from '@yinxin/pki';
import { afterEach, describe, expect, it } from 'vitest';
import { authenticationMessage, verifyAuthentication } from './authentication.ts';
import { tokenHolderContract } from './contract-holder.ts';
import { tokenLifeContract } from './contract-life.ts';
import { sealUnlockResponse } from './personalisation.ts';
import { signedBytes } from './purpose.ts';
import { PASSWORD_CARD, SUBJECT, testAuthority, testEnvelope, testSecrets } from './testing/authority.ts';
import { bench, bytes, refused, type TokenDriver } from './testing/bench.ts';

export type { TokenDriver } from './testing/bench.ts';

const ca = await testAuthority();

/** The suite that every driver of `Token` must pass. */
export function tokenContract(driver: TokenDriver): void {
  describe(`a medium of the driver ${driver.name}`, () => {
    const { blank, again, made, putAway } = bench(driver, ca);
    afterEach(putAway);

    it('is blank when it comes from the factory and shows its public face without a PIN', async () => {
      const status = (await blank()).status();
      expect(status).toMatchObject({ state: 'blank', personalised: false, open: false, passwordCard: null });
      expect(status.pin).toEqual({ left: 3, limit: 3 });
      expect(status.transportPublicKey).toHaveLength(65);
      expect(status.containers).toEqual([]);
    });

    it('goes through production and keeps everything after being plugged out and in', async () => {
      const { token, secrets, installation } = await made();
      const next = await again(token);
      const status = next.status();
      expect(status).toMatchObject({ state: 'made', open: false, passwordCard: PASSWORD_CARD });
      expect(status.containers[0]?.certificates).toEqual({
        sign: installation.sign,
        encrypt: installation.encrypt,
        chain: installation.chain,
      });
      expect(await next.login(secrets.pin)).toEqual({ left: 3, limit: 3 });
    });

    it('makes its signing key inside and proves it in the request', async () => {
      const token = await blank();
      await token.personalise(testEnvelope(token.status().transportPublicKey, testSecrets()));
      const request = openRequest(await token.createRequest(SUBJECT));
      expect(request.publicKey).toEqual(token.status().containers[0]?.signPublicKey);
      expect(request.subject).toEqual(nameOf(SUBJECT));
      const repeated = openRequest(await token.createRequest(SUBJECT));
      expect(repeated.publicKey).toEqual(request.publicKey);
    });

    it('refuses a subject that cannot be encoded', async () => {
      const token = await blank();
      await token.personalise(testEnvelope(token.status().transportPublicKey, testSecrets()));
      await expect(token.createRequest({ C: 'china', CN: 'x' })).rejects.toEqual(refused({ code: 'E_SUBJECT' }));
    });

    it('signs and decrypts with keys that fit its certificates', async () => {
      const { token, secrets, installation } = await made();
      await token.login(secrets.pin);
      const signature = await token.sign(bytes('hello'), 'test');
      const signKey = parseCertificate(installation.sign).publicKey;
      expect(engine().verify(signKey, signedBytes('test', bytes('hello')), signature)).toBe(true);
      expect(engine().verify(signKey, bytes('hello'), signature)).toBe(false);
      const cipher = engine().encrypt(parseCertificate(installation.encrypt).publicKey, bytes('secret'));
      expect(await token.decrypt(cipher)).toEqual(bytes('secret'));
      await expect(token.decrypt(cipher.map((byte, i) => (i === cipher.length - 1 ? byte ^ 1 : byte)))).rejects.toEqual(
        refused({ code: 'E_DECRYPT' }),
      );
    });

    it('keeps sign-in apart from documents', async () => {
      const { token, secrets, installation } = await made();
      await token.login(secrets.pin);
      const claim = { origin: 'https://hall.example.cn', nonce: bytes('n'.repeat(32)), certificate: installation.sign };
      const signature = await token.sign(authenticationMessage(claim), 'authenticate');
      const key = parseCertificate(installation.sign).publicKey;
      expect(verifyAuthentication(claim, key, signature)).toBe(true);
      expect(verifyAuthentication({ ...claim, origin: 'https://evil.example' }, key, signature)).toBe(false);
      const asDocument = signedBytes('authenticate', authenticationMessage(claim));
      await expect(token.sign(asDocument, 'document')).rejects.toEqual(refused({ code: 'E_TBS_MISMATCH' }));
      await expect(token.sign(bytes('short'), 'authenticate')).rejects.toEqual(refused({ code: 'E_TBS_MISMATCH' }));
    });

    it('does nothing with private keys until the PIN is given', async () => {
      const { token, installation } = await made();
      const closed = refused({ code: 'E_PIN_REQUIRED' });
      await expect(token.sign(bytes('x'), 'test')).rejects.toEqual(closed);
      await expect(token.createRequest(SUBJECT)).rejects.toEqual(closed);
      await expect(token.spoil('no reason')).rejects.toEqual(closed);
      await expect(token.installCertificates(installation)).resolves.toEqual({ repeated: true });
    });

    it('counts wrong PINs down, over restarts, and locks at the limit', async () => {
      const { token, secrets } = await made();
      await expect(token.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      const next = await again(token);
      expect(next.status().pin).toEqual({ left: 2, limit: 3 });
      await expect(next.changePin('000111', '864213')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 1 }));
      await expect(next.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_LOCKED' }));
      await expect(next.login(secrets.pin)).rejects.toEqual(refused({ code: 'E_PIN_LOCKED' }));
      expect(next.status()).toMatchObject({ state: 'locked', pin: { left: 0, limit: 3 } });
    });

    it('gives the tries back after a right PIN', async () => {
      const { token, secrets } = await made();
      await expect(token.login('000111')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      await token.login(secrets.pin);
      expect(token.status().pin.left).toBe(3);
    });

    it('gives no extra try to attempts made at the same time', async () => {
      const { token, secrets } = await made();
      const attempts = await Promise.allSettled(
        ['000111', '000222', '000333', '000444'].map((pin) => token.login(pin)),
      );
      expect(attempts.map((one) => one.status)).toEqual(Array(4).fill('rejected'));
      await expect(token.login(secrets.pin)).rejects.toEqual(refused({ code: 'E_PIN_LOCKED' }));
    });

    it('changes the PIN, and a weak new one costs no try', async () => {
      const { token, secrets } = await made();
      await expect(token.changePin('000111', '123456')).rejects.toEqual(
        refused({ code: 'E_PIN_POLICY', reason: 'sequence' }),
      );
      expect(token.status().pin.left).toBe(3);
      await token.changePin(secrets.pin, '864213');
      const next = await again(token);
      await expect(next.login(secrets.pin)).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      await expect(next.login('864213')).resolves.toEqual({ left: 3, limit: 3 });
    });

    it('is unlocked with an answer to its challenge, once', async () => {
      const { token, secrets } = await made();
      for (const pin of ['000111', '000222', '000333']) await token.login(pin).catch(() => undefined);
      const { serial, nonce } = await token.unlockChallenge();
      const { transportPublicKey } = token.status();
      const response = sealUnlockResponse(transportPublicKey, { serial, nonce, adminKey: secrets.adminKey });
      await token.unlock({ response }, '864213');
      expect(token.status()).toMatchObject({ state: 'made', pin: { left: 3, limit: 3 } });
      await token.login('864213');
      await expect(token.unlock({ response }, '975318')).rejects.toEqual(refused({ code: 'E_UNLOCK_RESPONSE' }));
    });

    it('keeps its keys through an unlock', async () => {
      const { token, secrets, installation } = await made();
      await token.unlock({ adminKey: secrets.adminKey }, '864213');
      await token.login('864213');
      const signature = await token.sign(bytes('x'), 'test');
      const key = parseCertificate(installation.sign).publicKey;
      expect(engine().verify(key, signedBytes('test', bytes('x')), signature)).toBe(true);
    });

    it('can never be unlocked after too many wrong administrator keys', async () => {
      const { token, secrets } = await made();
      const wrong = { adminKey: 'not-the-administrator-key' };
      await expect(token.unlock(wrong, '864213')).rejects.toEqual(refused({ code: 'E_ADMIN_WRONG', left: 1 }));
      await expect(token.unlock(wrong, '864213')).rejects.toEqual(refused({ code: 'E_ADMIN_WRONG', left: 0 }));
      const right = { adminKey: secrets.adminKey };
      await expect(token.unlock(right, '864213')).rejects.toEqual(refused({ code: 'E_ADMIN_LOCKED' }));
    });

    it('takes no personalisation data of another medium, nor a weak initial PIN', async () => {
      const token = await blank();
      const other = await blank();
      const foreign = testEnvelope(other.status().transportPublicKey, testSecrets());
      await expect(token.personalise(foreign)).rejects.toEqual(refused({ code: 'E_ENVELOPE' }));
      const weak = testEnvelope(token.status().transportPublicKey, { ...testSecrets(), pin: '111111' });
      await expect(token.personalise(weak)).rejects.toEqual(refused({ code: 'E_PIN_POLICY', reason: 'repeated' }));
      expect(token.status().personalised).toBe(false);
    });

    it('resumes an interrupted production with the same data, keeping the key', async () => {
      const token = await blank();
      const secrets = testSecrets();
      const envelope = testEnvelope(token.status().transportPublicKey, secrets);
      expect(await token.personalise(envelope)).toEqual({ resumed: false });
      const first = openRequest(await token.createRequest(SUBJECT));
      const next = await again(token);
      expect(await next.personalise(envelope)).toEqual({ resumed: true });
      expect(openRequest(await next.createRequest(SUBJECT)).publicKey).toEqual(first.publicKey);
    });

    it('is not personalised anew once made', async () => {
      const { token } = await made();
      const envelope = testEnvelope(token.status().transportPublicKey, testSecrets());
      await expect(token.personalise(envelope)).rejects.toEqual(refused({ code: 'E_STATE', state: 'made' }));
      expect(token.status().pin.left).toBe(3);
    });

    it('installs nothing that does not fit its keys, and is then still as it was', async () => {
      const token = await blank();
      await token.personalise(testEnvelope(token.status().transportPublicKey, testSecrets()));
      const mine = await ca.answer(await token.createRequest(SUBJECT));
      const other = await blank();
      await other.personalise(testEnvelope(other.status().transportPublicKey, testSecrets()));
      const theirs = await ca.answer(await other.createRequest(SUBJECT));
      const mismatch = (part: 'sign' | 'encrypt' | 'envelope' | 'passwordCard') =>
        refused({ code: 'E_KEY_MISMATCH', part });
      const install = (change: object) => token.installCertificates({ ...mine, ...change });
      await expect(install({ sign: theirs.sign })).rejects.toEqual(mismatch('sign'));
      await expect(install({ encrypt: theirs.encrypt })).rejects.toEqual(mismatch('encrypt'));
      await expect(install({ envelopedKey: theirs.envelopedKey })).rejects.toEqual(mismatch('envelope'));
      await expect(install({ passwordCard: 'another' })).rejects.toEqual(mismatch('passwordCard'));
      await expect(install({ sign: bytes('rubbish') })).rejects.toEqual(
        refused({ code: 'E_CERTIFICATE', part: 'sign' }),
      );
      expect(token.status()).toMatchObject({ state: 'blank', containers: [{ certificates: null }] });
      await expect(install({ passwordCard: PASSWORD_CARD })).resolves.toEqual({ repeated: false });
    });

    it('keeps several containers apart', async () => {
      const { token, secrets } = await made();
      await token.login(secrets.pin);
      const request = await token.createRequest(SUBJECT, 'second');
      const keys = token.status().containers.map((container) => Buffer.from(container.signPublicKey).toString('hex'));
      expect(new Set(keys).size).toBe(2);
      await token.installCertificates(await ca.answer(request), 'second');
      await expect(token.sign(bytes('x'), 'test', 'third')).rejects.toEqual(
        refused({ code: 'E_NO_CONTAINER', container: 'third' }),
      );
      expect(token.status().containers.map((container) => container.certificates !== null)).toEqual([true, true]);
    });

    it('is out of use for good once spoiled', async () => {
      const { token, secrets } = await made();
      await token.login(secrets.pin);
      await token.spoil('bent plug');
      const next = await again(token);
      expect(next.status()).toMatchObject({ state: 'spoiled', spoiledReason: 'bent plug', containers: [] });
      const gone = refused({ code: 'E_STATE', state: 'spoiled' });
      await expect(next.login(secrets.pin)).rejects.toEqual(gone);
      const envelope = testEnvelope(next.status().transportPublicKey, secrets);
      await expect(next.personalise(envelope)).rejects.toEqual(gone);
    });

    it('answers nothing after it was taken out', async () => {
      const token = await blank();
      await token.close();
      await expect(token.unlockChallenge()).rejects.toEqual(refused({ code: 'E_REMOVED' }));
    });
  });
  tokenLifeContract(driver, ca);
  tokenHolderContract(driver, ca);
}
