import { engine } from '@yinxin/gm';
import { openRequest, parseCertificate } from '@yinxin/pki';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyAttestation } from './attestation.ts';
import { sealPersonalisation } from './personalisation.ts';
import { SUBJECT, type TestAuthority, testEnvelope, testSecrets } from './testing/authority.ts';
import { bench, bytes, refused, type TokenDriver } from './testing/bench.ts';
import type { Token } from './types.ts';

const OWN = '864213';

/** What only the holder of a medium knows and has: a first PIN of their own, a request that vouches for itself, old keys. */
export function tokenHolderContract(driver: TokenDriver, ca: TestAuthority): void {
  const { blank, again, made, putAway } = bench(driver, ca);
  afterEach(putAway);

  /** Personalisation data without a PIN, for the holder to choose one. */
  const chosenLater = (token: Token, adminKey: string) =>
    sealPersonalisation(token.status().transportPublicKey, { pin: null, adminKey, passwordCard: null });

  describe(`a first PIN chosen at a medium of the driver ${driver.name}`, () => {
    it('is taken once, is the holder’s own, and nobody opens the medium without it', async () => {
      const token = await blank();
      const envelope = chosenLater(token, testSecrets().adminKey);
      await expect(token.provision(envelope)).rejects.toEqual(refused({ code: 'E_PIN_POLICY', reason: 'length' }));
      await expect(token.provision(envelope, '111111')).rejects.toEqual(
        refused({ code: 'E_PIN_POLICY', reason: 'repeated' }),
      );
      expect(token.status().personalised).toBe(false);
      expect(await token.provision(envelope, OWN)).toEqual({ resumed: false });
      expect(token.status()).toMatchObject({ personalised: true, pinInitial: false, open: false });
      await expect(token.personalise(envelope)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      const next = await again(token);
      // Begun again with another PIN on the lips: the first one stays.
      expect(await next.provision(envelope, '975318')).toEqual({ resumed: true });
      await expect(next.login('975318')).rejects.toEqual(refused({ code: 'E_PIN_WRONG', left: 2 }));
      await next.login(OWN);
      expect(next.status().open).toBe(true);
    });
  });

  describe(`a request made inside a medium of the driver ${driver.name}`, () => {
    it('is attested with who had opened the medium, and no other request, medium or key passes', async () => {
      const token = await blank();
      const secrets = testSecrets();
      await token.provision(testEnvelope(token.status().transportPublicKey, secrets));
      await expect(token.attest(bytes('request'))).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await token.login(secrets.pin);
      const request = await token.createRequest(SUBJECT);
      expect(openRequest(request).publicKey).toHaveLength(65);
      const mac = (await token.attest(request)) ?? new Uint8Array();
      const claim = { serial: token.status().serial, by: 'holder', request } as const;
      const holds = (change: object, key = secrets.adminKey) => verifyAttestation(key, { ...claim, ...change }, mac);
      expect(holds({})).toBe(true);
      expect([
        holds({ serial: 'YK000000' }),
        holds({ by: 'production' }),
        holds({ request: bytes('another') }),
        holds({}, testSecrets().adminKey),
        verifyAttestation(secrets.adminKey, claim, mac.slice(1)),
      ]).toEqual([false, false, false, false, false]);
    });

    it('says so where the authority’s data, not the holder, had opened it', async () => {
      const token = await blank();
      const secrets = testSecrets();
      await token.personalise(testEnvelope(token.status().transportPublicKey, secrets));
      const request = await token.createRequest(SUBJECT);
      const mac = (await token.attest(request)) ?? new Uint8Array();
      const { serial } = token.status();
      expect(verifyAttestation(secrets.adminKey, { serial, by: 'production', request }, mac)).toBe(true);
    });
  });

  describe(`a former encryption key on a medium of the driver ${driver.name}`, () => {
    it('opens what was encrypted to the former certificate, is shown, and is taken once', async () => {
      const { installation: lost } = await made();
      const { token, secrets, installation } = await made();
      const signKey = token.status().containers[0]?.signPublicKey ?? new Uint8Array();
      const former = ca.recover(lost.encrypt, signKey);
      await expect(token.importFormer(former)).rejects.toEqual(refused({ code: 'E_PIN_REQUIRED' }));
      await token.login(secrets.pin);
      expect(token.status().containers[0]?.former).toEqual([]);
      expect(await token.importFormer(former)).toEqual({ repeated: false });
      expect(await token.importFormer(ca.recover(lost.encrypt, signKey))).toEqual({ repeated: true });
      expect(await token.importFormer(ca.recover(installation.encrypt, signKey))).toEqual({ repeated: true });
      const next = await again(token);
      await next.login(secrets.pin);
      for (const certificate of [lost.encrypt, installation.encrypt]) {
        const cipher = engine().encrypt(parseCertificate(certificate).publicKey, bytes('old letter'));
        expect(await next.decrypt(cipher)).toEqual(bytes('old letter'));
      }
      expect(next.status().containers[0]?.former).toEqual([lost.encrypt]);
    });

    it('is refused when it was enveloped for another medium or belongs to another certificate', async () => {
      const { installation: lost } = await made();
      const { installation: third } = await made();
      const { token, secrets } = await made();
      await token.login(secrets.pin);
      const signKey = token.status().containers[0]?.signPublicKey ?? new Uint8Array();
      const elsewhere = ca.recover(lost.encrypt, parseCertificate(third.sign).publicKey);
      await expect(token.importFormer(elsewhere)).rejects.toEqual(
        refused({ code: 'E_KEY_MISMATCH', part: 'envelope' }),
      );
      const mixed = { ...ca.recover(lost.encrypt, signKey), certificate: third.encrypt };
      await expect(token.importFormer(mixed)).rejects.toEqual(refused({ code: 'E_KEY_MISMATCH', part: 'encrypt' }));
      expect(token.status().containers[0]?.former).toEqual([]);
    });
  });
}
