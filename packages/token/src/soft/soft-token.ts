import { randomBytes, timingSafeEqual } from 'node:crypto';
import { engine, equalBytes } from '@yinxin/gm';
import { fromBase64, toBase64 } from '../base64.ts';
import { TokenError } from '../errors.ts';
import { openPersonalisation, openUnlockResponse } from '../personalisation.ts';
import { pinWeakness } from '../pin.ts';
import { signedBytes } from '../purpose.ts';
import {
  DEFAULT_CONTAINER,
  type Installation,
  type SignPurpose,
  type Subject,
  type Token,
  type TokenStatus,
  type TryCounter,
  type UnlockChallenge,
  type UnlockProof,
} from '../types.ts';
import { certificationRequest, encryptionPairFrom, publicKeyOfCertificate } from '../x509.ts';
import { replaceFile, sweep } from './disk.ts';
import { takeLock } from './lock.ts';
import { type ContainerRecord, MEDIUM_FILE, type MediumRecord, readChipKey, readRecord } from './record.ts';
import { statusOf } from './status.ts';
import { chipKeyFor, makeSlot, openSlot, unwrap, wrap } from './wrap.ts';

/**
 * Takes the soft medium in `directory` for this process, like plugging a key in.
 * Throws `E_MEDIUM_IN_USE` while another process holds it, `E_MEDIUM_DAMAGED` if it cannot be read.
 */
export function openSoftToken(directory: string): Token {
  const release = takeLock(directory);
  try {
    sweep(directory);
    return new SoftToken(directory, release, readRecord(directory), readChipKey(directory));
  } catch (error) {
    release();
    throw error;
  }
}

/** What a medium shows without being held, e.g. in a list of stock. Throws `E_MEDIUM_DAMAGED`. */
export const readSoftToken = (directory: string): TokenStatus => statusOf(readRecord(directory), false);

class SoftToken implements Token {
  readonly #directory: string;
  readonly #release: () => void;
  readonly #chipKey: Uint8Array;
  #record: MediumRecord;
  #masterKey: Uint8Array | null = null;
  #closed = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(directory: string, release: () => void, record: MediumRecord, chipKey: Uint8Array) {
    this.#directory = directory;
    this.#release = release;
    this.#record = record;
    this.#chipKey = chipKey;
  }

  status(): TokenStatus {
    return statusOf(this.#record, this.#masterKey !== null);
  }

  personalise(envelope: Uint8Array): Promise<{ readonly resumed: boolean }> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const data = openPersonalisation(this.#transportKey(), envelope);
      if (!data) throw new TokenError({ code: 'E_ENVELOPE' });
      this.#refuseWeakPin(data.pin);
      const resumed = await this.#resume(data.pin, data.adminKey);
      if (resumed) return { resumed };
      if (this.#record.life !== 'blank') throw new TokenError({ code: 'E_STATE', state: this.status().state });

      const masterKey = randomBytes(32);
      const [pin, admin] = await Promise.all([
        this.#makeSlot('pin', data.pin, masterKey),
        this.#makeSlot('admin', data.adminKey, masterKey),
      ]);
      // A new master key makes every older private key unreadable, so containers go with it.
      this.#write({
        access: { pin, admin },
        pin: full(this.#record.pin),
        admin: full(this.#record.admin),
        passwordCard: data.passwordCard,
        challenge: null,
        containers: [],
      });
      this.#masterKey = masterKey;
      return { resumed: false };
    });
  }

  login(pin: string): Promise<TryCounter> {
    return this.#inTurn(async () => {
      this.#masterKey = null;
      this.#masterKey = await this.#tryPin(pin);
      return this.#record.pin;
    });
  }

  logout(): void {
    this.#masterKey = null;
  }

  changePin(current: string, next: string): Promise<void> {
    return this.#inTurn(async () => {
      const access = this.#access();
      // The policy first: a weak new PIN must not cost a try.
      this.#refuseWeakPin(next);
      const masterKey = await this.#tryPin(current);
      this.#write({ access: { ...access, pin: await this.#makeSlot('pin', next, masterKey) } });
    });
  }

  unlockChallenge(): Promise<UnlockChallenge> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      this.#access();
      const nonce = new Uint8Array(randomBytes(16));
      this.#write({ challenge: toBase64(nonce) });
      return { serial: this.#record.serial, nonce };
    });
  }

  unlock(proof: UnlockProof, newPin: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const access = this.#access();
      this.#refuseWeakPin(newPin);
      const adminKey = 'adminKey' in proof ? proof.adminKey : this.#adminKeyFrom(proof.response);
      const { left } = this.#record.admin;
      if (left === 0) throw new TokenError({ code: 'E_ADMIN_LOCKED' });
      this.#write({ admin: { ...this.#record.admin, left: left - 1 }, challenge: null });
      const masterKey = await openSlot(access.admin, adminKey, this.#chipKey, this.#about('admin'));
      if (!masterKey) throw new TokenError({ code: 'E_ADMIN_WRONG', left: left - 1 });
      const pin = await this.#makeSlot('pin', newPin, masterKey);
      this.#write({
        access: { ...access, pin },
        pin: full(this.#record.pin),
        admin: full(this.#record.admin),
      });
      this.#masterKey = null;
    });
  }

  createRequest(subject: Subject, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const masterKey = this.#openSession();
      const { sign } = this.#findContainer(container) ?? this.#makeContainer(container, masterKey);
      const privateKey = this.#unwrapKey(masterKey, sign.wrapped, `${container}/sign`);
      return certificationRequest(subject, privateKey);
    });
  }

  installCertificates(installation: Installation, name = DEFAULT_CONTAINER): Promise<{ readonly repeated: boolean }> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const container = this.#container(name);
      this.#refusePasswordCard(installation.passwordCard);
      if (isInstalled(container, installation)) return { repeated: true };
      if (container.installed) throw new TokenError({ code: 'E_STATE', state: this.status().state });

      const masterKey = this.#openSession();
      const signPublicKey = fromBase64(container.sign.publicKey);
      if (!equalBytes(publicKeyOfCertificate(installation.sign, 'sign'), signPublicKey))
        throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'sign' });
      for (const certificate of installation.chain) publicKeyOfCertificate(certificate, 'chain');
      const signKey = this.#unwrapKey(masterKey, container.sign.wrapped, `${name}/sign`);
      const pair = encryptionPairFrom(installation.envelopedKey, signKey);
      if (!equalBytes(publicKeyOfCertificate(installation.encrypt, 'encrypt'), pair.publicKey))
        throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'encrypt' });

      const encrypt = {
        publicKey: toBase64(pair.publicKey),
        wrapped: wrap(masterKey, pair.privateKey, this.#about(`${name}/encrypt`)),
      };
      const certificates = {
        sign: toBase64(installation.sign),
        encrypt: toBase64(installation.encrypt),
        chain: installation.chain.map(toBase64),
      };
      // One write: an interrupted installation leaves the medium as it was.
      this.#write({
        life: 'made',
        containers: this.#record.containers.map((other) =>
          other.name === name ? { ...other, installed: { encrypt, certificates } } : other,
        ),
      });
      return { repeated: false };
    });
  }

  sign(message: Uint8Array, purpose: SignPurpose, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const { sign } = this.#container(container);
      const bytes = signedBytes(purpose, message);
      const key = this.#unwrapKey(this.#openSession(), sign.wrapped, `${container}/sign`);
      return engine().signAsync(key, bytes);
    });
  }

  decrypt(ciphertext: Uint8Array, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      this.#refuseSpoiled();
      const { installed } = this.#container(container);
      if (!installed) throw new TokenError({ code: 'E_NO_CONTAINER', container });
      const key = this.#unwrapKey(this.#openSession(), installed.encrypt.wrapped, `${container}/encrypt`);
      try {
        return engine().decrypt(key, ciphertext);
      } catch (cause) {
        throw new TokenError({ code: 'E_DECRYPT' }, { cause });
      }
    });
  }

  spoil(reason: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#record.life === 'spoiled') return;
      // Destroying somebody's keys takes their PIN, or the production session that has just made them.
      if (this.#record.life === 'made') this.#openSession();
      this.#masterKey = null;
      this.#write({ life: 'spoiled', spoiledReason: reason, access: null, challenge: null, containers: [] });
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue.catch(() => undefined);
    this.#masterKey = null;
    this.#release();
  }

  /** One operation after another: a counter read by one must have been written by the one before. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new TokenError({ code: 'E_REMOVED' }));
    const result = this.#queue.then(operation);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #write(change: Partial<MediumRecord>): void {
    const next = { ...this.#record, ...change };
    replaceFile(this.#directory, MEDIUM_FILE, `${JSON.stringify(next, null, 1)}\n`);
    this.#record = next;
  }

  #about(place: string): string {
    return `yinxin-soft-token/1 ${this.#record.serial} ${place}`;
  }

  #makeSlot(kind: 'pin' | 'admin', secret: string, masterKey: Uint8Array) {
    return makeSlot(secret, masterKey, this.#record.cost, this.#chipKey, this.#about(kind));
  }

  /** Evaluates a PIN. The try is on disk before the PIN is looked at, so killing the program gives no extra try. */
  async #tryPin(pin: string): Promise<Uint8Array> {
    this.#refuseSpoiled();
    const access = this.#access();
    const { left, limit } = this.#record.pin;
    if (left === 0) throw new TokenError({ code: 'E_PIN_LOCKED' });
    this.#write({ pin: { left: left - 1, limit } });
    const masterKey = await openSlot(access.pin, pin, this.#chipKey, this.#about('pin'));
    if (!masterKey) {
      this.#masterKey = null;
      throw new TokenError(left === 1 ? { code: 'E_PIN_LOCKED' } : { code: 'E_PIN_WRONG', left: left - 1 });
    }
    this.#write({ pin: { left: limit, limit } });
    return masterKey;
  }

  /** Reopens an interrupted production. Only who has the administrator key gets this far, so no try is counted. */
  async #resume(pin: string, adminKey: string): Promise<boolean> {
    const { access } = this.#record;
    if (!access || !(await openSlot(access.admin, adminKey, this.#chipKey, this.#about('admin')))) return false;
    const masterKey = await openSlot(access.pin, pin, this.#chipKey, this.#about('pin'));
    if (!masterKey) return false;
    this.#masterKey = masterKey;
    return true;
  }

  #adminKeyFrom(response: Uint8Array): string {
    const answer = openUnlockResponse(this.#transportKey(), response);
    const expected = this.#record.challenge;
    const fits =
      answer !== null &&
      expected !== null &&
      answer.serial === this.#record.serial &&
      answer.nonce.length === 16 &&
      timingSafeEqual(answer.nonce, fromBase64(expected));
    if (!fits) throw new TokenError({ code: 'E_UNLOCK_RESPONSE' });
    return answer.adminKey;
  }

  #transportKey(): Uint8Array {
    const key = unwrap(
      chipKeyFor(this.#chipKey, 'transport'),
      this.#record.transport.wrapped,
      this.#about('transport'),
    );
    if (!key) throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
    return key;
  }

  #unwrapKey(masterKey: Uint8Array, wrapped: string, place: string): Uint8Array {
    const key = unwrap(masterKey, wrapped, this.#about(place));
    if (!key) throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
    return key;
  }

  #makeContainer(name: string, masterKey: Uint8Array): ContainerRecord {
    const pair = engine().generateKeyPair();
    const container: ContainerRecord = {
      name,
      sign: {
        publicKey: toBase64(pair.publicKey),
        wrapped: wrap(masterKey, pair.privateKey, this.#about(`${name}/sign`)),
      },
      installed: null,
    };
    this.#write({ containers: [...this.#record.containers, container] });
    return container;
  }

  #findContainer(name: string): ContainerRecord | undefined {
    return this.#record.containers.find((container) => container.name === name);
  }

  #container(name: string): ContainerRecord {
    const found = this.#findContainer(name);
    if (!found) throw new TokenError({ code: 'E_NO_CONTAINER', container: name });
    return found;
  }

  #access(): NonNullable<MediumRecord['access']> {
    const { access } = this.#record;
    if (!access) throw new TokenError({ code: 'E_STATE', state: this.status().state });
    return access;
  }

  #openSession(): Uint8Array {
    if (!this.#masterKey) throw new TokenError({ code: 'E_PIN_REQUIRED' });
    return this.#masterKey;
  }

  #refuseSpoiled(): void {
    if (this.#record.life === 'spoiled') throw new TokenError({ code: 'E_STATE', state: 'spoiled' });
  }

  #refuseWeakPin(pin: string): void {
    const reason = pinWeakness(pin, this.#record.serial);
    if (reason) throw new TokenError({ code: 'E_PIN_POLICY', reason });
  }

  #refusePasswordCard(passwordCard: string | undefined): void {
    if (passwordCard !== undefined && passwordCard !== this.#record.passwordCard)
      throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'passwordCard' });
  }
}

const full = (counter: TryCounter): TryCounter => ({ left: counter.limit, limit: counter.limit });

function isInstalled(container: ContainerRecord, installation: Installation): boolean {
  const present = container.installed?.certificates;
  return (
    present !== undefined &&
    present.sign === toBase64(installation.sign) &&
    present.encrypt === toBase64(installation.encrypt)
  );
}
