import { randomBytes, timingSafeEqual } from 'node:crypto';
import { attestation, attestationKey } from '../attestation.ts';
import { fromBase64, toBase64 } from '../base64.ts';
import { TokenError } from '../errors.ts';
import { type OpenedPersonalisation, openPersonalisation, openUnlockResponse } from '../personalisation.ts';
import { pinWeakness } from '../pin.ts';
import type { TryCounter, UnlockChallenge, UnlockProof } from '../types.ts';
import type { SoftMedium } from './medium.ts';
import type { MediumRecord } from './record.ts';
import { makeSlot, openSlot } from './wrap.ts';

/** PIN, administrator key and their counters: the ways to a soft medium's master key. */
export class Access {
  readonly #medium: SoftMedium;

  constructor(medium: SoftMedium) {
    this.#medium = medium;
  }

  async personalise(envelope: Uint8Array): Promise<{ readonly resumed: boolean }> {
    const data = this.#open(envelope);
    const { pin } = data;
    // Whose PIN nobody knows but the holder is opened by the holder.
    if (pin === null) throw new TokenError({ code: 'E_PIN_REQUIRED' });
    const known = await this.#reopen({ ...data, pin });
    if (known === 'changed') throw new TokenError({ code: 'E_PIN_REQUIRED' });
    if (known) {
      this.#medium.session = { masterKey: known, by: 'production' };
      return { resumed: true };
    }
    this.#medium.session = { masterKey: await this.#begin(data, pin), by: 'production' };
    return { resumed: false };
  }

  async provision(envelope: Uint8Array, chosen?: string): Promise<{ readonly resumed: boolean }> {
    const data = this.#open(envelope);
    this.#medium.session = null;
    const { access, passwordCard } = this.#medium.record;
    // The holder may have mistyped or changed the PIN since: the administrator key alone tells whose data it is.
    const known = access && passwordCard === data.passwordCard && (await this.#openAdmin(access, data.adminKey));
    if (known) return { resumed: true };
    const pin = data.pin ?? chosen;
    if (pin === undefined) throw new TokenError({ code: 'E_PIN_POLICY', reason: 'length' });
    this.#refuseWeakPin(pin);
    await this.#begin(data, pin);
    return { resumed: false };
  }

  /** What the medium says of a request; only who has its administrator key could say the same. */
  attest(request: Uint8Array): Uint8Array | null {
    const { session, record } = this.#medium;
    const masterKey = this.#medium.masterKey();
    if (record.attest === null || !session) return null;
    const key = this.#medium.unwrapKey(masterKey, record.attest, 'attest');
    return attestation(key, { serial: record.serial, by: session.by, request });
  }

  async login(pin: string): Promise<TryCounter> {
    this.#medium.session = null;
    this.#medium.session = { masterKey: await this.#tryPin(pin), by: 'holder' };
    return this.#medium.record.pin;
  }

  async changePin(current: string, next: string): Promise<void> {
    const access = this.#access();
    // The policy first: a weak new PIN must not cost a try.
    this.#refuseWeakPin(next);
    const masterKey = await this.#tryPin(current);
    // The old PIN again would leave what is printed on paper in force.
    if (next === current) throw new TokenError({ code: 'E_PIN_POLICY', reason: 'same' });
    this.#medium.write({ access: { ...access, pin: await this.#slot('pin', next, masterKey) }, pinInitial: false });
  }

  unlockChallenge(): UnlockChallenge {
    this.#access();
    const nonce = new Uint8Array(randomBytes(16));
    this.#medium.write({ challenge: toBase64(nonce) });
    return { serial: this.#medium.record.serial, nonce };
  }

  async unlock(proof: UnlockProof, newPin: string): Promise<void> {
    const medium = this.#medium;
    const access = this.#access();
    this.#refuseWeakPin(newPin);
    const adminKey = 'adminKey' in proof ? proof.adminKey : this.#adminKeyFrom(proof.response);
    const { left } = medium.record.admin;
    if (left === 0) throw new TokenError({ code: 'E_ADMIN_LOCKED' });
    medium.write({ admin: { ...medium.record.admin, left: left - 1 } });
    const masterKey = await this.#openAdmin(access, adminKey);
    if (!masterKey) {
      medium.write({ challenge: null });
      throw new TokenError({ code: 'E_ADMIN_WRONG', left: left - 1 });
    }
    const pin = await this.#slot('pin', newPin, masterKey);
    // The challenge goes in the step that sets the PIN: an answer is used once, and a crash before does not use it.
    medium.write({
      access: { ...access, pin },
      pin: full(medium.record.pin),
      admin: full(medium.record.admin),
      challenge: null,
      pinInitial: false,
    });
    medium.session = null;
  }

  #open(envelope: Uint8Array): OpenedPersonalisation {
    const data = openPersonalisation(this.#medium.transportKey(), envelope);
    if (!data) throw new TokenError({ code: 'E_ENVELOPE' });
    if (data.pin !== null) this.#refuseWeakPin(data.pin);
    return data;
  }

  /** Sets PIN and administrator key of a blank medium and answers its new master key. */
  async #begin(data: OpenedPersonalisation, firstPin: string): Promise<Uint8Array> {
    const medium = this.#medium;
    if (medium.record.life !== 'blank') medium.refuseState();
    const masterKey = randomBytes(32);
    const [pin, admin] = await Promise.all([
      this.#slot('pin', firstPin, masterKey),
      this.#slot('admin', data.adminKey, masterKey),
    ]);
    // A new master key makes every older private key unreadable, so containers go with it.
    medium.write({
      access: { pin, admin },
      attest: medium.wrapKey(masterKey, attestationKey(data.adminKey), 'attest'),
      pin: full(medium.record.pin),
      admin: full(medium.record.admin),
      pinInitial: data.pin !== null,
      pinChange: data.pinChange,
      passwordCard: data.passwordCard,
      challenge: null,
      containers: [],
    });
    return masterKey;
  }

  /** Evaluates a PIN. The try is on disk before the PIN is looked at, so killing the program gives no extra try. */
  async #tryPin(pin: string): Promise<Uint8Array> {
    const medium = this.#medium;
    const access = this.#access();
    const { left, limit } = medium.record.pin;
    if (left === 0) throw new TokenError({ code: 'E_PIN_LOCKED' });
    medium.write({ pin: { left: left - 1, limit } });
    const masterKey = await openSlot(access.pin, pin, medium.chipKey, medium.about('pin'));
    if (!masterKey) {
      medium.session = null;
      throw new TokenError(left === 1 ? { code: 'E_PIN_LOCKED' } : { code: 'E_PIN_WRONG', left: left - 1 });
    }
    medium.write({ pin: { left: limit, limit } });
    return masterKey;
  }

  /**
   * Reopens an interrupted production. Only who has the administrator key gets this far, so no try is counted. Keys of a
   * medium whose holder has already chosen an own PIN are not wiped by the data that began it: `changed`.
   */
  async #reopen({
    pin,
    adminKey,
    passwordCard,
  }: OpenedPersonalisation & { readonly pin: string }): Promise<Uint8Array | 'changed' | null> {
    const { access, life, pinInitial, passwordCard: card } = this.#medium.record;
    if (!access || !(await this.#openAdmin(access, adminKey))) return null;
    const masterKey = await openSlot(access.pin, pin, this.#medium.chipKey, this.#medium.about('pin'));
    return masterKey ?? (life === 'blank' && !pinInitial && card === passwordCard ? 'changed' : null);
  }

  #openAdmin(access: NonNullable<MediumRecord['access']>, adminKey: string): Promise<Uint8Array | null> {
    return openSlot(access.admin, adminKey, this.#medium.chipKey, this.#medium.about('admin'));
  }

  #slot(kind: 'pin' | 'admin', secret: string, masterKey: Uint8Array) {
    const { record, chipKey } = this.#medium;
    return makeSlot(secret, masterKey, record.cost, chipKey, this.#medium.about(kind));
  }

  #adminKeyFrom(response: Uint8Array): string {
    const { serial, challenge } = this.#medium.record;
    const answer = openUnlockResponse(this.#medium.transportKey(), response);
    const fits =
      answer !== null &&
      challenge !== null &&
      answer.serial === serial &&
      answer.nonce.length === 16 &&
      timingSafeEqual(answer.nonce, fromBase64(challenge));
    if (!fits) throw new TokenError({ code: 'E_UNLOCK_RESPONSE' });
    return answer.adminKey;
  }

  #access(): NonNullable<MediumRecord['access']> {
    const { access } = this.#medium.record;
    return access ?? this.#medium.refuseState();
  }

  #refuseWeakPin(pin: string): void {
    const reason = pinWeakness(pin, this.#medium.record.serial);
    if (reason) throw new TokenError({ code: 'E_PIN_POLICY', reason });
  }
}

const full = (counter: TryCounter): TryCounter => ({ left: counter.limit, limit: counter.limit });
