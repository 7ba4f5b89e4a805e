import { fromBase64 } from '../base64.ts';
import { TokenError } from '../errors.ts';
import type { PairSlot } from '../types.ts';
import { replaceFile } from './disk.ts';
import { type ContainerRecord, MEDIUM_FILE, type MediumRecord, type PairRecord } from './record.ts';
import { statusOf } from './status.ts';
import { chipKeyFor, unwrap, wrap } from './wrap.ts';

/** Who opened the session: the authority's personalisation data, or the holder with the PIN. */
export interface Session {
  readonly masterKey: Uint8Array;
  readonly by: 'production' | 'holder';
}

/** The inside of a soft medium: its record on disk, its chip key, and who has opened it. */
export class SoftMedium {
  readonly directory: string;
  readonly chipKey: Uint8Array;
  session: Session | null = null;
  #record: MediumRecord;

  constructor(directory: string, record: MediumRecord, chipKey: Uint8Array) {
    this.directory = directory;
    this.chipKey = chipKey;
    this.#record = record;
  }

  get record(): MediumRecord {
    return this.#record;
  }

  status() {
    return statusOf(this.#record, this.session !== null);
  }

  /** One step: after a crash either all of the change is there or nothing. */
  write(change: Partial<MediumRecord>): void {
    const next = { ...this.#record, ...change };
    replaceFile(this.directory, MEDIUM_FILE, `${JSON.stringify(next, null, 1)}\n`);
    this.#record = next;
  }

  writeContainer(container: ContainerRecord, change: Partial<MediumRecord> = {}): void {
    const others = this.#record.containers;
    const known = others.some(({ name }) => name === container.name);
    const containers = known
      ? others.map((other) => (other.name === container.name ? container : other))
      : [...others, container];
    this.write({ ...change, containers });
  }

  /** What wrapped bytes are bound to: another medium's, or another place's, do not open here. */
  about(place: string): string {
    return `yinxin-soft-token/1 ${this.#record.serial} ${place}`;
  }

  transportKey(): Uint8Array {
    const key = unwrap(chipKeyFor(this.chipKey, 'transport'), this.#record.transport.wrapped, this.about('transport'));
    if (!key) throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
    return key;
  }

  wrapKey(masterKey: Uint8Array, key: Uint8Array, place: string): string {
    return wrap(masterKey, key, this.about(place));
  }

  unwrapKey(masterKey: Uint8Array, wrapped: string, place: string): Uint8Array {
    const key = unwrap(masterKey, wrapped, this.about(place));
    if (!key) throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
    return key;
  }

  findContainer(name: string): ContainerRecord | undefined {
    return this.#record.containers.find((container) => container.name === name);
  }

  /** Throws `E_NO_CONTAINER`. */
  container(name: string): ContainerRecord {
    const found = this.findContainer(name);
    if (!found) throw new TokenError({ code: 'E_NO_CONTAINER', container: name });
    return found;
  }

  /** Throws `E_PIN_REQUIRED`. */
  masterKey(): Uint8Array {
    if (!this.session) throw new TokenError({ code: 'E_PIN_REQUIRED' });
    return this.session.masterKey;
  }

  refuseSpoiled(): void {
    if (this.#record.life === 'spoiled') throw new TokenError({ code: 'E_STATE', state: 'spoiled' });
  }

  /** Throws `E_STATE` with the state the medium is in. */
  refuseState(): never {
    throw new TokenError({ code: 'E_STATE', state: this.status().state });
  }
}

/** The place a pair's private key is bound to. Media made before renewals existed have only the first generation. */
export const placeOf = (container: string, generation: number, use: 'sign' | 'encrypt'): string =>
  generation === 1 ? `${container}/${use}` : `${container}/${generation}/${use}`;

/** The pair in a slot of a container. Throws `E_NO_CONTAINER` if nothing waits there. */
export function pairIn(container: ContainerRecord, slot: PairSlot): PairRecord {
  const pair = slot === 'current' ? container : container.next;
  if (!pair) throw new TokenError({ code: 'E_NO_CONTAINER', container: container.name });
  return pair;
}

export const signCertificateOf = (pair: PairRecord): Uint8Array | null =>
  pair.installed ? fromBase64(pair.installed.certificates.sign) : null;
