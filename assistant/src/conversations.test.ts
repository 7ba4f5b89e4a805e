import { openRequest, parseCertificate } from '@yinxin/pki';
import {
  authenticationMessage,
  certificateDigest,
  renewalMessage,
  sealPersonalisation,
  sealUnlockResponse,
  signedBytes,
  verifyActivation,
  verifyAttestation,
  verifyAuthentication,
  verifyRenewal,
} from '@yinxin/token';
import { SUBJECT, testAuthority, testEnvelope, testSeal, testSecrets } from '@yinxin/token/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssistantClient } from './client.ts';
import {
  activateCertificate,
  downloadOntoBlank,
  type IssuedForPage,
  installRenewed,
  installSealOf,
  type RenewalHall,
  recoverFormer,
  type Signed,
  unlockMedium,
} from './conversations.ts';
import { Holder } from './testing/holder.ts';
import { base64, bytesOf, installationFor } from './testing/production.ts';
import { PORTAL, pageClient, type TestAssistant, testAssistant } from './testing/running.ts';

const ORDER = 'DD261122-000001-X';
const NONCE = base64(new Uint8Array(32).fill(7));
const ca = await testAuthority();
const keyOf = (certificate: string) => parseCertificate(bytesOf(certificate)).publicKey;

/** The line broke after something was done: whoever asked never heard of it. */
class Lost extends Error {}

/** The same thing, whose `at`-th call is carried out and whose answer is lost. `count` is shared by both sides. */
function losing<T extends object>(target: T, count: { calls: number }, at: number): T {
  return new Proxy(target, {
    get: (object, name) => {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        const answer: unknown = await Reflect.apply(member, object, args);
        count.calls += 1;
        if (count.calls === at) throw new Lost();
        return answer;
      };
    },
  });
}

/** The server of one order: the same key always gets the same certificates. */
class TestHall {
  readonly secrets = testSecrets();
  readonly issued = new Map<string, IssuedForPage>();
  confirmed: string | null = null;
  readonly #previous: string | null;

  constructor(previous: string | null) {
    this.#previous = previous;
  }

  get last(): IssuedForPage {
    const [pair] = [...this.issued.values()].slice(-1);
    if (!pair) throw new Error('nothing was issued');
    return pair;
  }

  readonly calls: RenewalHall = {
    isConfirmed: async () => this.confirmed !== null,
    begin: async ({ transportPublicKey }) => ({
      envelope: this.#previous === null ? base64(testEnvelope(bytesOf(transportPublicKey), this.secrets)) : null,
      choosesPin: false,
    }),
    nonce: async () => NONCE,
    request: async ({ mediumSerial: serial, request, attestation, vouched }) => {
      if (this.#previous !== null) this.#refuseUnvouched(request, vouched?.signature ?? '');
      else {
        const claim = { serial, by: 'holder', request: bytesOf(request) } as const;
        expect(verifyAttestation(this.secrets.adminKey, claim, bytesOf(attestation ?? ''))).toBe(true);
      }
      const key = Buffer.from(openRequest(bytesOf(request)).publicKey).toString('hex');
      const { serial: _, ...made } = await installationFor(ca, serial, request);
      const answer = this.issued.get(key) ?? { ...made, passwordCard: null };
      this.issued.set(key, answer);
      return answer;
    },
    confirm: async ({ signature }) => {
      const claim = { origin: PORTAL, nonce: bytesOf(NONCE), certificate: bytesOf(this.last.sign) };
      expect(verifyAuthentication(claim, keyOf(this.last.sign), bytesOf(signature))).toBe(true);
      this.confirmed = this.last.sign;
    },
  };

  #refuseUnvouched(request: string, signature: string): void {
    const certificate = this.#previous ?? '';
    const claim = {
      origin: PORTAL,
      nonce: bytesOf(NONCE),
      certificate: bytesOf(certificate),
      request: bytesOf(request),
    };
    expect(verifyRenewal(claim, keyOf(certificate), bytesOf(signature))).toBe(true);
    expect(renewalMessage(claim)).not.toEqual(signedBytes('authenticate', authenticationMessage(claim)));
  }
}

let assistant: TestAssistant;
let holder: Holder;
let client: AssistantClient;
beforeEach(async () => {
  assistant = await testAssistant({ media: 14 });
  holder = new Holder(assistant);
  client = pageClient(assistant.origin, PORTAL);
  await client.pair();
});
afterEach(() => assistant.discard());

const takeBlank = async (index: number) => {
  const serial = assistant.serials[index] ?? '';
  await assistant.own('insert', { serial });
  return serial;
};

/** The holder types the password of the card on the assistant's own page. */
const download = (hall: TestHall, page = client, calls = hall.calls) =>
  holder.answering({ pin: hall.secrets.pin }, (waiting) => downloadOntoBlank(page, calls, SUBJECT, waiting));

describe('the conversations of page, server and assistant', { timeout: 60_000 }, () => {
  it('finish a download after any lost answer, with one key and one pair of certificates', async () => {
    let lost = true;
    for (let at = 1; lost; at += 1) {
      const serial = await takeBlank(at);
      const hall = new TestHall(null);
      const count = { calls: 0 };
      const first = download(hall, losing(client, count, at), losing(hall.calls, count, at));
      lost = await first.then(
        () => false,
        (error: unknown) => error instanceof Lost,
      );
      // Pulled at the worst moment: the session is gone with it.
      await assistant.own('remove');
      await assistant.own('insert', { serial });
      if (lost) await download(hall);
      expect(hall.issued.size).toBe(1);
      expect(hall.confirmed).toBe(hall.last.sign);
      expect(await client.medium()).toMatchObject({ state: 'made', pinInitial: true });
      expect(lost || at > 9).toBe(true);
      expect(at).toBeLessThan(14);
    }
  });

  it('finish a renewal after any lost answer: one new pair, and the old one in use until it is proven', async () => {
    const before = new TestHall(null);
    await takeBlank(0);
    await download(before);
    const { pin } = before.secrets;
    let current = before.last.sign;
    let lost = true;
    for (let at = 1; lost; at += 1) {
      const hall = new TestHall(current);
      const what = { subject: SUBJECT, certificate: certificateDigest(bytesOf(current)) };
      const count = { calls: 0 };
      const run = (page: AssistantClient, server: RenewalHall) =>
        holder.answering({ pin }, ({ onAsk }) =>
          installRenewed(page, server, what, { order: ORDER, ...(onAsk && { onAsk }) }),
        );
      const first = run(losing(client, count, at), losing(hall.calls, count, at));
      lost = await first.then(
        () => false,
        (error: unknown) => error instanceof Lost,
      );
      const { serial, containers } = await client.read();
      const inUse = containers[0]?.sign?.digest;
      if (hall.confirmed === null) expect(inUse).toBe(what.certificate);
      await assistant.own('remove');
      await assistant.own('insert', { serial });
      if (lost) await run(client, hall.calls);
      expect(hall.issued.size).toBe(1);
      const renewed = certificateDigest(bytesOf(hall.last.sign));
      expect((await client.read()).containers).toMatchObject([{ sign: { digest: renewed }, next: null }]);
      current = hall.last.sign;
      expect(lost || at > 12).toBe(true);
      expect(at).toBeLessThan(20);
    }
  });

  it('let the holder choose the first PIN, which no page and no server hears', async () => {
    const serial = await takeBlank(0);
    const hall = new TestHall(null);
    const { adminKey } = hall.secrets;
    const calls: RenewalHall = {
      ...hall.calls,
      begin: async ({ transportPublicKey }) => {
        const data = { pin: null, adminKey, passwordCard: null };
        return { envelope: base64(sealPersonalisation(bytesOf(transportPublicKey), data)), choosesPin: true };
      },
    };
    const run = (typed: { pin?: string; next?: string }) =>
      holder.answering(typed, (waiting) => downloadOntoBlank(client, calls, SUBJECT, waiting));
    await run({ next: '864213' });
    expect(await client.medium()).toMatchObject({ state: 'made', pinInitial: false });
    // Once more, as after an interruption: the PIN is asked for, not chosen again.
    await run({ pin: '864213' });
    expect(await client.medium()).toMatchObject({ serial });
    expect(hall.issued.size).toBe(1);
  });

  it('take a former encryption key onto the new medium, again without harm, and the key shows its certificate', async () => {
    const lost = new TestHall(null);
    await takeBlank(0);
    await download(lost);
    const hall = new TestHall(null);
    await takeBlank(1);
    await download(hall);
    const former = {
      nonce: async () => NONCE,
      take: async () => {
        const { certificate, envelopedKey } = ca.recover(bytesOf(lost.last.encrypt), keyOf(hall.last.sign));
        return [{ certificate: base64(certificate), envelopedKey: base64(envelopedKey) }];
      },
    };
    const { pin } = hall.secrets;
    for (let time = 1; time <= 2; time += 1) {
      expect(await holder.answering({ pin }, (waiting) => recoverFormer(client, former, waiting))).toBe(1);
    }
    const digest = certificateDigest(bytesOf(lost.last.encrypt));
    expect((await client.read()).containers).toMatchObject([{ former: [{ digest }] }]);
    const { serial } = await client.medium();
    const key = { serial, ...(await former.take())[0] };
    await expect(client.importFormer({ certificate: '', envelopedKey: '', ...key })).rejects.toMatchObject({
      code: 'E_PIN_REQUIRED',
    });
  });

  it('activate, install a seal and unlock, each once more without harm', async () => {
    const hall = new TestHall(null);
    const serial = await takeBlank(0);
    await download(hall);
    const { pin, adminKey } = hall.secrets;
    const certificate = bytesOf(hall.last.sign);
    const key = keyOf(hall.last.sign);
    const base = { origin: PORTAL, nonce: bytesOf(NONCE), certificate };
    const nonce = async () => NONCE;
    const proves = ({ signature }: Signed) => expect(verifyAuthentication(base, key, bytesOf(signature))).toBe(true);

    const at = '2026-11-22T04:00:00.000Z';
    const activation = {
      nonce,
      activate: async ({ signature }: Signed) => {
        expect(verifyActivation({ ...base, order: ORDER }, key, bytesOf(signature))).toBe(true);
        return at;
      },
    };
    const seal = testSeal(certificate);
    const seals = {
      nonce,
      take: async (proof: Signed) => {
        proves(proof);
        return { ...seal, picture: base64(seal.picture), object: base64(seal.object) };
      },
      confirm: async (proof: Signed & { readonly sealId: string }) => {
        proves(proof);
        expect(proof.sealId).toBe(seal.id);
      },
    };
    for (let time = 1; time <= 2; time += 1) {
      await holder.answering({ pin }, (waiting) => activateCertificate(client, activation, ORDER, waiting));
      await holder.answering({ pin }, (waiting) => installSealOf(client, seals, waiting));
    }
    expect((await client.read()).containers).toMatchObject([
      { activation: { order: ORDER, at }, seal: { id: seal.id } },
    ]);

    const unlocking = {
      nonce,
      unlock: async ({ mediumSerial, challenge }: { readonly mediumSerial: string; readonly challenge: string }) => {
        const { transportPublicKey } = await client.medium();
        const answer = { serial: mediumSerial, nonce: bytesOf(challenge), adminKey };
        return base64(sealUnlockResponse(bytesOf(transportPublicKey), answer));
      },
      confirm: async (proof: Signed) => proves(proof),
    };
    for (let wrong = 0; wrong < 6; wrong += 1) await assistant.own('test-signature', { serial, pin: '000111' });
    for (const next of ['864213', '975318']) {
      await holder.answering({ next }, (waiting) => unlockMedium(client, unlocking, waiting));
      expect(await client.medium()).toMatchObject({ state: 'made', pin: { left: 6 }, pinInitial: false });
    }
  });
});
