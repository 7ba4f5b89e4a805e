import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine } from '@yinxin/gm';
import { parseCertificate } from '@yinxin/pki';
import { afterAll, describe, expect, it } from 'vitest';
import { authenticationMessage, verifyAuthentication } from '../authentication.ts';
import { sealUnlockResponse } from '../personalisation.ts';
import { certificateDigest } from '../seal.ts';
import { mediumSerial } from '../serial.ts';
import { produce, SUBJECT, testAuthority, testEnvelope, testSeal, testSecrets } from '../testing/authority.ts';
import { wasCut, withoutDiskWaits, withPowerCut } from '../testing/power-cut.ts';
import type { Installation, Token } from '../types.ts';
import { manufactureSoftToken } from './manufacture.ts';
import { openSoftToken, readSoftToken } from './soft-token.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinxin-token-cut-'));
const waitAgain = withoutDiskWaits();
afterAll(() => {
  waitAgain();
  rmSync(folder, { recursive: true, force: true });
});

const ca = await testAuthority();
const secrets = testSecrets();
const claimOf = (certificate: Uint8Array) => ({
  origin: 'https://hall.example.cn',
  nonce: new Uint8Array(32),
  certificate,
});
let places = 0;

const place = () => {
  places += 1;
  return join(folder, String(places));
};

/** A medium prepared once, to be copied for every cut. */
async function prepared<T>(prepare: (token: Token) => Promise<T>): Promise<{ directory: string; known: T }> {
  const directory = place();
  const serial = mediumSerial(new Date('2026-11-22T04:00:00Z'), places);
  manufactureSoftToken(directory, { serial, cost: { n: 16, r: 1, p: 1 } });
  const token = openSoftToken(directory);
  const known = await prepare(token);
  await token.close();
  return { directory, known };
}

/** The lock of a program that was killed is nobody's; here the killed one shares our process number. */
const unlocked = (directory: string) => {
  for (const name of readdirSync(directory)) if (name.startsWith('lock')) rmSync(join(directory, name));
};

const using = async <T>(directory: string, business: (token: Token) => Promise<T>): Promise<T> => {
  const token = openSoftToken(directory);
  try {
    return await business(token);
  } finally {
    await token.close();
  }
};

/**
 * Does the business with the power cut at its first, second, third … act on the disk until none is left. After each cut
 * `meanwhile` looks at what is there, and the whole business is done again, after which `done` must hold.
 */
async function atEveryCut(
  template: string,
  business: (token: Token) => Promise<unknown>,
  hold: { readonly meanwhile?: (token: Token) => Promise<void>; readonly done: (token: Token) => Promise<void> },
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const directory = place();
    cpSync(template, directory, { recursive: true });
    const answer = await withPowerCut(at, () => using(directory, business));
    unlocked(directory);
    // Whoever only looks at the drawer sees a medium, never a damaged one.
    expect(readSoftToken(directory).serial).toBe(readSoftToken(template).serial);
    if (hold.meanwhile) await using(directory, hold.meanwhile);
    await using(directory, business);
    await using(directory, hold.done);
    expect(readdirSync(directory).filter((name) => name.endsWith('.new'))).toEqual([]);
    rmSync(directory, { recursive: true });
    if (!wasCut(answer)) return at - 1;
    expect(at).toBeLessThan(100);
  }
}

/** The signature of the pair in use verifies with the certificate in use. */
async function works(token: Token, pin = secrets.pin): Promise<Uint8Array> {
  await token.login(pin);
  const certificate = token.status().containers[0]?.certificates?.sign ?? new Uint8Array();
  const claim = claimOf(certificate);
  const signature = await token.sign(authenticationMessage(claim), 'authenticate');
  expect(verifyAuthentication(claim, parseCertificate(certificate).publicKey, signature)).toBe(true);
  token.logout();
  return certificate;
}

const madeMedium = () => prepared((token) => produce(token, secrets, ca));

describe('a soft medium whose power is cut between any two acts on the disk', () => {
  it('resumes a download onto a blank key, with the same certificates', async () => {
    const answers = new Map<string, Installation>();
    /** As the hall: the same key always gets the same certificates. */
    const hall = async (token: Token) => {
      const request = await token.createRequest(SUBJECT);
      const key = Buffer.from(token.status().containers[0]?.signPublicKey ?? []).toString('hex');
      const answer = answers.get(key) ?? (await ca.answer(request));
      answers.set(key, answer);
      return answer;
    };
    const { directory, known: envelope } = await prepared(async (token) =>
      testEnvelope(token.status().transportPublicKey, secrets),
    );
    const download = async (token: Token) => {
      await token.provision(envelope);
      await token.login(secrets.pin);
      await token.installCertificates(await hall(token));
    };
    let issued = 0;
    const cuts = await atEveryCut(directory, download, {
      meanwhile: async () => {
        issued = answers.size;
      },
      done: async (token) => {
        expect(token.status()).toMatchObject({ state: 'made', pin: { left: 6 } });
        await works(token);
        // What was issued before the cut is what is on the medium now: no second certificate.
        if (issued === 1) expect(answers.size).toBe(1);
        answers.clear();
      },
    });
    expect(cuts).toBeGreaterThan(10);
  });

  it('has a working certificate at every moment of a renewal, and finishes it', async () => {
    const { directory, known } = await prepared(async (token) => {
      const old = await produce(token, secrets, ca);
      const renewed = await ca.answer(await token.createRenewal(SUBJECT, certificateDigest(old.sign)));
      return { old, renewed };
    });
    const { old, renewed } = known;
    const digest = certificateDigest(renewed.sign);
    const renew = async (token: Token) => {
      await token.login(secrets.pin);
      await token.installRenewal(renewed);
      const inUse = token.status().containers[0]?.certificates?.sign;
      if (inUse && certificateDigest(inUse) !== digest) {
        await token.sign(authenticationMessage(claimOf(renewed.sign)), 'authenticate', 'main', 'next');
        await token.installSeal(testSeal(renewed.sign, 'renewed'));
      }
      await token.switchRenewal(digest);
    };
    const seen = new Set<string>();
    const cuts = await atEveryCut(directory, renew, {
      meanwhile: async (token) => {
        seen.add(certificateDigest(await works(token)));
      },
      done: async (token) => {
        expect(await works(token)).toEqual(renewed.sign);
        expect(token.status().containers[0]).toMatchObject({ next: null, seal: { id: 'renewed', fits: 'current' } });
      },
    });
    expect(seen).toEqual(new Set([certificateDigest(old.sign), digest]));
    expect(cuts).toBeGreaterThan(12);
  });

  it('has a former encryption key or has it not, and takes it in the end', async () => {
    const { encrypt: former } = (await madeMedium()).known;
    const { directory } = await madeMedium();
    const take = async (token: Token) => {
      await token.login(secrets.pin);
      const signKey = token.status().containers[0]?.signPublicKey ?? new Uint8Array();
      await token.importFormer(ca.recover(former, signKey));
    };
    const cipher = engine().encrypt(parseCertificate(former).publicKey, new Uint8Array([1, 2, 3]));
    await atEveryCut(directory, take, {
      meanwhile: async (token) => void (await works(token)),
      done: async (token) => {
        await token.login(secrets.pin);
        expect(await token.decrypt(cipher)).toEqual(new Uint8Array([1, 2, 3]));
        expect(token.status().containers[0]?.former).toEqual([former]);
      },
    });
  });

  it('keeps the key of a renewal that was asked for', async () => {
    const { directory, known } = await madeMedium();
    const digest = certificateDigest(known.sign);
    const ask = async (token: Token) => {
      await token.login(secrets.pin);
      await token.createRenewal(SUBJECT, digest);
    };
    let key: Uint8Array | undefined;
    await atEveryCut(directory, ask, {
      meanwhile: async (token) => {
        key = token.status().containers[0]?.next?.signPublicKey;
        expect(await works(token)).toEqual(known.sign);
      },
      done: async (token) => {
        const now = token.status().containers[0]?.next?.signPublicKey;
        expect(now).toHaveLength(65);
        if (key) expect(now).toEqual(key);
      },
    });
  });

  it('shows the old seal or the new one, entirely, and leaves no half of either', async () => {
    const { directory, known } = await prepared(async (token) => {
      const { sign } = await produce(token, secrets, ca);
      const [first, second] = [testSeal(sign, 'first'), testSeal(sign, 'second', 70_000)];
      await token.installSeal(first);
      return { first, second };
    });
    const replace = async (token: Token) => {
      await token.login(secrets.pin);
      await token.installSeal(known.second);
    };
    const seen = new Set<string>();
    await atEveryCut(directory, replace, {
      meanwhile: async (token) => {
        const seal = await token.readSeal();
        expect(seal).toEqual(seal.id === 'first' ? known.first : known.second);
        seen.add(seal.id);
      },
      done: async (token) => {
        expect(await token.readSeal()).toEqual(known.second);
      },
    });
    expect(seen).toEqual(new Set(['first', 'second']));
    const left = place();
    cpSync(directory, left, { recursive: true });
    await using(left, async (token) => {
      await token.login(secrets.pin);
      await token.removeSeal('first');
    });
    expect(readdirSync(left).filter((name) => name.startsWith('seal-'))).toEqual([]);
  });

  it('takes the same unlock answer again until it has worked, and then never more', async () => {
    const { directory, known: response } = await prepared(async (token) => {
      await produce(token, secrets, ca);
      for (let wrong = 0; wrong < 6; wrong += 1) await token.login('000111').catch(() => undefined);
      const { serial, nonce } = await token.unlockChallenge();
      return sealUnlockResponse(token.status().transportPublicKey, { serial, nonce, adminKey: secrets.adminKey });
    });
    const unlock = async (token: Token) => {
      if (token.status().state === 'locked') await token.unlock({ response }, '864213');
    };
    await atEveryCut(directory, unlock, {
      done: async (token) => {
        expect(token.status()).toMatchObject({ state: 'made', pin: { left: 6 }, admin: { left: 10 } });
        await works(token, '864213');
        await expect(token.unlock({ response }, '975318')).rejects.toMatchObject({ message: 'E_UNLOCK_RESPONSE' });
      },
    });
  });

  it('has the old PIN or the new one, never none', async () => {
    const { directory } = await madeMedium();
    const change = (token: Token) =>
      token.status().pinInitial ? token.changePin(secrets.pin, '864213') : Promise.resolve();
    await atEveryCut(directory, change, {
      meanwhile: async (token) => {
        await works(token, token.status().pinInitial ? secrets.pin : '864213');
      },
      done: async (token) => {
        await works(token, '864213');
      },
    });
  });

  it('is activated or not yet', async () => {
    const { directory, known } = await madeMedium();
    const activation = { order: 'DD261122-000001-X', at: '2026-11-22T04:00:00.000Z' };
    const activate = async (token: Token) => {
      await token.login(secrets.pin);
      await token.markActivated(activation);
    };
    await atEveryCut(directory, activate, {
      done: async (token) => {
        expect(token.status().containers[0]).toMatchObject({ activation, certificates: { sign: known.sign } });
      },
    });
  });
});
