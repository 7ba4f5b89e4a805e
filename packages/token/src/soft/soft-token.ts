import { engine } from '@yinxin/gm';
import { TokenError } from '../errors.ts';
import { signedBytes } from '../purpose.ts';
import type { Seal } from '../seal.ts';
import {
  type Activation,
  DEFAULT_CONTAINER,
  type FormerKey,
  type Installation,
  type PairSlot,
  type SignPurpose,
  type Subject,
  type Token,
  type TokenStatus,
  type TryCounter,
  type UnlockChallenge,
  type UnlockProof,
} from '../types.ts';
import { Access } from './access.ts';
import { sweep } from './disk.ts';
import { takeLock } from './lock.ts';
import { SoftMedium } from './medium.ts';
import { Pairs, signingKey } from './pairs.ts';
import { readChipKey, readRecord } from './record.ts';
import { Seals, sweepSeals } from './seals.ts';
import { statusOf } from './status.ts';

/**
 * Takes the soft medium in `directory` for this process, like plugging a key in.
 * Throws `E_MEDIUM_IN_USE` while another process holds it, `E_MEDIUM_DAMAGED` if it cannot be read.
 */
export function openSoftToken(directory: string): Token {
  const release = takeLock(directory);
  try {
    sweep(directory);
    const record = readRecord(directory);
    sweepSeals(directory, record);
    return new SoftToken(new SoftMedium(directory, record, readChipKey(directory)), release);
  } catch (error) {
    release();
    throw error;
  }
}

/** What a medium shows without being held, e.g. in a list of stock. Throws `E_MEDIUM_DAMAGED`. */
export const readSoftToken = (directory: string): TokenStatus => statusOf(readRecord(directory), false);

type Repeatable = Promise<{ readonly repeated: boolean }>;

class SoftToken implements Token {
  readonly #medium: SoftMedium;
  readonly #access: Access;
  readonly #pairs: Pairs;
  readonly #seals: Seals;
  readonly #release: () => void;
  #closed = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(medium: SoftMedium, release: () => void) {
    this.#medium = medium;
    this.#access = new Access(medium);
    this.#pairs = new Pairs(medium);
    this.#seals = new Seals(medium);
    this.#release = release;
  }

  status(): TokenStatus {
    return this.#medium.status();
  }

  personalise(envelope: Uint8Array): Promise<{ readonly resumed: boolean }> {
    return this.#alive(() => this.#access.personalise(envelope));
  }

  provision(envelope: Uint8Array, chosen?: string): Promise<{ readonly resumed: boolean }> {
    return this.#alive(() => this.#access.provision(envelope, chosen));
  }

  login(pin: string): Promise<TryCounter> {
    return this.#alive(() => this.#access.login(pin));
  }

  logout(): void {
    this.#medium.session = null;
  }

  changePin(current: string, next: string): Promise<void> {
    return this.#alive(() => this.#access.changePin(current, next));
  }

  unlockChallenge(): Promise<UnlockChallenge> {
    return this.#alive(async () => this.#access.unlockChallenge());
  }

  unlock(proof: UnlockProof, newPin: string): Promise<void> {
    return this.#alive(() => this.#access.unlock(proof, newPin));
  }

  createRequest(subject: Subject, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#alive(() => this.#pairs.createRequest(subject, container));
  }

  attest(request: Uint8Array): Promise<Uint8Array | null> {
    return this.#alive(async () => this.#access.attest(request));
  }

  installCertificates(installation: Installation, container = DEFAULT_CONTAINER): Repeatable {
    return this.#alive(async () => this.#pairs.install(installation, container));
  }

  createRenewal(subject: Subject, certificate: string, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#alive(() => this.#pairs.createRenewal(subject, certificate, container));
  }

  installRenewal(installation: Installation, container = DEFAULT_CONTAINER): Repeatable {
    return this.#alive(async () => this.#pairs.installRenewal(installation, container));
  }

  switchRenewal(certificate: string, container = DEFAULT_CONTAINER): Repeatable {
    return this.#alive(async () => this.#pairs.switchRenewal(certificate, container));
  }

  abandonRenewal(container = DEFAULT_CONTAINER): Promise<void> {
    return this.#alive(async () => this.#pairs.abandonRenewal(container));
  }

  markActivated(activation: Activation, container = DEFAULT_CONTAINER): Promise<void> {
    return this.#alive(async () => this.#pairs.markActivated(activation, container));
  }

  installSeal(seal: Seal, container = DEFAULT_CONTAINER): Repeatable {
    return this.#alive(async () => this.#seals.install(seal, container));
  }

  removeSeal(id: string, container = DEFAULT_CONTAINER): Promise<void> {
    return this.#alive(async () => this.#seals.remove(id, container));
  }

  readSeal(container = DEFAULT_CONTAINER): Promise<Seal> {
    return this.#alive(async () => this.#seals.read(container));
  }

  sign(
    message: Uint8Array,
    purpose: SignPurpose,
    container = DEFAULT_CONTAINER,
    slot: PairSlot = 'current',
  ): Promise<Uint8Array> {
    return this.#alive(async () => {
      this.#medium.container(container);
      const bytes = signedBytes(purpose, message);
      const key = signingKey(this.#medium, container, slot);
      if (purpose !== 'test') this.#refuseInitialPin();
      const signature = await engine().signAsync(key, bytes);
      if (slot === 'next' && purpose === 'authenticate') this.#pairs.markProven(container);
      return signature;
    });
  }

  importFormer(former: FormerKey, container = DEFAULT_CONTAINER): Repeatable {
    return this.#alive(async () => this.#pairs.importFormer(former, container));
  }

  decrypt(ciphertext: Uint8Array, container = DEFAULT_CONTAINER): Promise<Uint8Array> {
    return this.#alive(async () => this.#pairs.decrypt(ciphertext, container));
  }

  spoil(reason: string): Promise<void> {
    return this.#inTurn(async () => {
      const { life } = this.#medium.record;
      if (life === 'spoiled') return;
      // Destroying somebody's keys takes their PIN, or the production session that has just made them.
      if (life === 'made') this.#medium.masterKey();
      this.#medium.session = null;
      this.#medium.write({
        life: 'spoiled',
        spoiledReason: reason,
        access: null,
        attest: null,
        challenge: null,
        containers: [],
      });
      sweepSeals(this.#medium.directory, this.#medium.record);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue.catch(() => undefined);
    this.#medium.session = null;
    this.#release();
  }

  /** Where a programme makes it compulsory, the holder's own PIN comes before any real use of the key. */
  #refuseInitialPin(): void {
    const { pinInitial, pinChange } = this.#medium.record;
    if (pinInitial && pinChange === 'required' && this.#medium.session?.by === 'holder')
      throw new TokenError({ code: 'E_PIN_INITIAL' });
  }

  #alive<T>(operation: () => Promise<T>): Promise<T> {
    return this.#inTurn(() => {
      this.#medium.refuseSpoiled();
      return operation();
    });
  }

  /** One operation after another: a counter read by one must have been written by the one before. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new TokenError({ code: 'E_REMOVED' }));
    const result = this.#queue.then(operation);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
