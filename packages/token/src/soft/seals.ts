import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sm3, toHex } from '@yinxin/gm';
import { TokenError } from '../errors.ts';
import { certificateDigest, refuseUnfitSeal, type Seal } from '../seal.ts';
import type { PairSlot } from '../types.ts';
import { replaceFile } from './disk.ts';
import { pairIn, type SoftMedium, signCertificateOf } from './medium.ts';
import type { ContainerRecord, MediumRecord, SealRecord } from './record.ts';

const FILE = /^seal-([0-9a-f]{64})$/;
const fileOf = (digest: string): string => `seal-${digest}`;
const digestOf = (bytes: Uint8Array): string => toHex(sm3.digest(bytes));

const sealsOf = (record: MediumRecord): SealRecord[] =>
  record.containers.flatMap(({ seal, next }) => [seal, next?.seal ?? null]).filter((seal) => seal !== null);

/** Removes the seal files that the record does not name: what an interrupted installation or a removal left. */
export function sweepSeals(directory: string, record: MediumRecord): void {
  const used = new Set(sealsOf(record).flatMap(({ object, picture }) => [object, picture]));
  for (const name of readdirSync(directory)) {
    const digest = FILE.exec(name)?.[1];
    if (digest !== undefined && !used.has(digest)) rmSync(join(directory, name), { force: true });
  }
}

/**
 * Seals 电子印章: one for each certificate. Their bytes lie in files named by their digest, which the record names once
 * they are complete; so a seal is there entirely or not at all.
 */
export class Seals {
  readonly #medium: SoftMedium;

  constructor(medium: SoftMedium) {
    this.#medium = medium;
  }

  install(seal: Seal, name: string): { readonly repeated: boolean } {
    refuseUnfitSeal(seal);
    const container = this.#medium.container(name);
    const slot = slotOf(container, seal.certificate);
    if (!slot) throw new TokenError({ code: 'E_SEAL_CERTIFICATE' });
    const { picture, object, ...descriptor } = seal;
    const record: SealRecord = { descriptor, object: digestOf(object), picture: digestOf(picture) };
    if (same(pairIn(container, slot).seal, record)) return { repeated: true };
    this.#medium.masterKey();
    replaceFile(this.#medium.directory, fileOf(record.object), object);
    replaceFile(this.#medium.directory, fileOf(record.picture), picture);
    this.#medium.writeContainer(withSeal(container, slot, record));
    sweepSeals(this.#medium.directory, this.#medium.record);
    return { repeated: false };
  }

  remove(id: string, name: string): void {
    this.#medium.masterKey();
    let container = this.#medium.container(name);
    if (container.seal?.descriptor.id === id) container = withSeal(container, 'current', null);
    if (container.next?.seal?.descriptor.id === id) container = withSeal(container, 'next', null);
    if (container === this.#medium.container(name)) return;
    this.#medium.writeContainer(container);
    sweepSeals(this.#medium.directory, this.#medium.record);
  }

  read(name: string): Seal {
    const { seal } = this.#medium.container(name);
    if (!seal) throw new TokenError({ code: 'E_NO_SEAL' });
    return { ...seal.descriptor, picture: this.#file(seal.picture), object: this.#file(seal.object) };
  }

  #file(digest: string): Uint8Array {
    try {
      const bytes = new Uint8Array(readFileSync(join(this.#medium.directory, fileOf(digest))));
      if (digestOf(bytes) === digest) return bytes;
    } catch (cause) {
      throw new TokenError({ code: 'E_MEDIUM_DAMAGED' }, { cause });
    }
    throw new TokenError({ code: 'E_MEDIUM_DAMAGED' });
  }
}

const same = (present: SealRecord | null, wanted: SealRecord): boolean =>
  present !== null &&
  present.object === wanted.object &&
  present.picture === wanted.picture &&
  present.descriptor.id === wanted.descriptor.id;

/** Whose seal it is: of the certificate in use, of the renewed one, or of none on this medium. */
function slotOf(container: ContainerRecord, certificate: string): PairSlot | null {
  const names = (pair: Parameters<typeof signCertificateOf>[0]) => {
    const der = signCertificateOf(pair);
    return der !== null && certificateDigest(der) === certificate;
  };
  if (names(container)) return 'current';
  return container.next && names(container.next) ? 'next' : null;
}

function withSeal(container: ContainerRecord, slot: PairSlot, seal: SealRecord | null): ContainerRecord {
  if (slot === 'current') return { ...container, seal };
  return { ...container, next: container.next && { ...container.next, seal } };
}
