import { engine, equalBytes } from '@yinxin/gm';
import { fromBase64, toBase64 } from '../base64.ts';
import { TokenError } from '../errors.ts';
import { certificateDigest } from '../seal.ts';
import type { Activation, FormerKey, Installation, Subject } from '../types.ts';
import { certificationRequest, encryptionPairFrom, publicKeyOfCertificate } from '../x509.ts';
import { pairIn, placeOf, type SoftMedium, signCertificateOf } from './medium.ts';
import type { ContainerRecord, FormerRecord, NextRecord, PairRecord } from './record.ts';

type Installed = NonNullable<PairRecord['installed']>;

/** Key pairs and certificates: the first ones of a container, and renewed ones beside them. */
export class Pairs {
  readonly #medium: SoftMedium;

  constructor(medium: SoftMedium) {
    this.#medium = medium;
  }

  createRequest(subject: Subject, name: string): Promise<Uint8Array> {
    const masterKey = this.#medium.masterKey();
    let container = this.#medium.findContainer(name);
    if (!container) {
      const sign = this.#newKey(masterKey, name, 1);
      container = { name, generation: 1, sign, installed: null, ...EMPTY };
      this.#medium.writeContainer(container);
    }
    return this.#request(subject, masterKey, name, container);
  }

  install(installation: Installation, name: string): { readonly repeated: boolean } {
    const container = this.#medium.container(name);
    this.#refusePasswordCard(installation.passwordCard);
    if (holds(container, installation)) return { repeated: true };
    if (container.installed) this.#medium.refuseState();
    const installed = this.#read(name, container, installation);
    // One write: an interrupted installation leaves the medium as it was.
    this.#medium.writeContainer({ ...container, installed }, { life: 'made' });
    return { repeated: false };
  }

  createRenewal(subject: Subject, certificate: string, name: string): Promise<Uint8Array> {
    const masterKey = this.#medium.masterKey();
    const container = this.#medium.container(name);
    if (digestOf(container) !== certificate) throw new TokenError({ code: 'E_OTHER_CERTIFICATE' });
    let { next } = container;
    if (!next) {
      const generation = container.generation + 1;
      next = {
        generation,
        sign: this.#newKey(masterKey, name, generation),
        installed: null,
        seal: null,
        proven: false,
      };
      this.#medium.writeContainer({ ...container, next });
    }
    return this.#request(subject, masterKey, name, next);
  }

  installRenewal(installation: Installation, name: string): { readonly repeated: boolean } {
    const container = this.#medium.container(name);
    // After the switch the renewed pair is the one in use: a page that missed the answer hears that all is done.
    if (holds(container, installation)) return { repeated: true };
    const { next } = container;
    if (!next) throw new TokenError({ code: 'E_NO_CONTAINER', container: name });
    if (holds(next, installation)) return { repeated: true };
    if (next.installed) this.#medium.refuseState();
    const installed = this.#read(name, next, installation);
    this.#medium.writeContainer({ ...container, next: { ...next, installed, proven: false } });
    return { repeated: false };
  }

  switchRenewal(certificate: string, name: string): { readonly repeated: boolean } {
    const container = this.#medium.container(name);
    if (digestOf(container) === certificate) return { repeated: true };
    const { next } = container;
    if (!next || digestOf(next) !== certificate) throw new TokenError({ code: 'E_OTHER_CERTIFICATE' });
    if (!next.proven) throw new TokenError({ code: 'E_NOT_PROVEN' });
    this.#medium.masterKey();
    this.#medium.writeContainer(switched(container, next));
    return { repeated: false };
  }

  abandonRenewal(name: string): void {
    this.#medium.masterKey();
    const container = this.#medium.container(name);
    if (container.next) this.#medium.writeContainer({ ...container, next: null });
  }

  /** The new key of a renewal has answered an authentication. */
  markProven(name: string): void {
    const container = this.#medium.container(name);
    if (container.next?.installed && !container.next.proven)
      this.#medium.writeContainer({ ...container, next: { ...container.next, proven: true } });
  }

  markActivated(activation: Activation, name: string): void {
    this.#medium.masterKey();
    const container = this.#medium.container(name);
    if (!container.installed) throw new TokenError({ code: 'E_NO_CONTAINER', container: name });
    const { order, at } = activation;
    if (container.activation?.order === order && container.activation.at === at) return;
    this.#medium.writeContainer({ ...container, activation: { order, at } });
  }

  /** Opens SM2Cipher with the encryption key in use, the renewed one, or a former one. Throws `E_DECRYPT`. */
  decrypt(ciphertext: Uint8Array, name: string): Uint8Array {
    const container = this.#medium.container(name);
    const keys = [container, ...(container.next ? [container.next] : [])].flatMap(({ generation, installed }) =>
      installed ? [{ generation, encrypt: installed.encrypt, certificate: null }] : [],
    );
    const all = [...keys, ...container.former];
    if (all.length === 0) throw new TokenError({ code: 'E_NO_CONTAINER', container: name });
    const masterKey = this.#medium.masterKey();
    for (const one of all) {
      const key = this.#medium.unwrapKey(masterKey, one.encrypt.wrapped, formerPlace(name, one));
      try {
        return engine().decrypt(key, ciphertext);
      } catch {
        // C3 did not fit: encrypted to another of the keys, or to none of them.
      }
    }
    throw new TokenError({ code: 'E_DECRYPT' });
  }

  /** Throws `E_KEY_MISMATCH` when key and certificate do not belong together. */
  importFormer({ certificate, envelopedKey }: FormerKey, name: string): { readonly repeated: boolean } {
    const masterKey = this.#medium.masterKey();
    const container = this.#medium.container(name);
    const kept = toBase64(certificate);
    const isKept = container.former.some((one) => one.certificate === kept);
    if (isKept || container.installed?.certificates.encrypt === kept) return { repeated: true };
    const { publicKey, privateKey } = encryptionPairFrom(envelopedKey, signingKey(this.#medium, name, 'current'));
    if (!equalBytes(publicKeyOfCertificate(certificate, 'encrypt'), publicKey))
      throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'encrypt' });
    const encrypt = { publicKey: toBase64(publicKey), wrapped: '' };
    const former = { generation: 0, encrypt, certificate: kept };
    const wrapped = this.#medium.wrapKey(masterKey, privateKey, formerPlace(name, former));
    this.#medium.writeContainer({
      ...container,
      former: [...container.former, { ...former, encrypt: { ...encrypt, wrapped } }],
    });
    return { repeated: false };
  }

  #newKey(masterKey: Uint8Array, name: string, generation: number): PairRecord['sign'] {
    const { publicKey, privateKey } = engine().generateKeyPair();
    const wrapped = this.#medium.wrapKey(masterKey, privateKey, placeOf(name, generation, 'sign'));
    return { publicKey: toBase64(publicKey), wrapped };
  }

  #request(subject: Subject, masterKey: Uint8Array, name: string, pair: PairRecord): Promise<Uint8Array> {
    const place = placeOf(name, pair.generation, 'sign');
    return certificationRequest(subject, this.#medium.unwrapKey(masterKey, pair.sign.wrapped, place));
  }

  /** Checks that everything fits the pair's own key and answers what is to be written. */
  #read(name: string, pair: PairRecord, installation: Installation): Installed {
    const masterKey = this.#medium.masterKey();
    const signPublicKey = fromBase64(pair.sign.publicKey);
    if (!equalBytes(publicKeyOfCertificate(installation.sign, 'sign'), signPublicKey))
      throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'sign' });
    for (const certificate of installation.chain) publicKeyOfCertificate(certificate, 'chain');
    const signKey = this.#medium.unwrapKey(masterKey, pair.sign.wrapped, placeOf(name, pair.generation, 'sign'));
    const { publicKey, privateKey } = encryptionPairFrom(installation.envelopedKey, signKey);
    if (!equalBytes(publicKeyOfCertificate(installation.encrypt, 'encrypt'), publicKey))
      throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'encrypt' });
    const wrapped = this.#medium.wrapKey(masterKey, privateKey, placeOf(name, pair.generation, 'encrypt'));
    return {
      encrypt: { publicKey: toBase64(publicKey), wrapped },
      certificates: {
        sign: toBase64(installation.sign),
        encrypt: toBase64(installation.encrypt),
        chain: installation.chain.map(toBase64),
      },
    };
  }

  #refusePasswordCard(passwordCard: string | undefined): void {
    if (passwordCard !== undefined && passwordCard !== this.#medium.record.passwordCard)
      throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'passwordCard' });
  }
}

const EMPTY = { seal: null, next: null, former: [], activation: null };

const digestOf = (pair: PairRecord): string | null => {
  const certificate = signCertificateOf(pair);
  return certificate && certificateDigest(certificate);
};

function holds(pair: PairRecord, installation: Installation): boolean {
  const present = pair.installed?.certificates;
  return (
    present !== undefined &&
    present.sign === toBase64(installation.sign) &&
    present.encrypt === toBase64(installation.encrypt)
  );
}

/** The container with its renewed pair in use. The old signing key is gone; a seal of the old one stays to be seen. */
function switched(container: ContainerRecord, next: NextRecord): ContainerRecord {
  const { generation, sign, installed, seal } = next;
  const old = container.installed;
  return {
    name: container.name,
    generation,
    sign,
    installed,
    seal: seal ?? container.seal,
    next: null,
    former: old
      ? [
          { generation: container.generation, encrypt: old.encrypt, certificate: old.certificates.encrypt },
          ...container.former,
        ]
      : container.former,
    activation: container.activation,
  };
}

/** Imported keys are bound to their public key, those of this medium to their generation. */
const formerPlace = (container: string, { generation, encrypt }: FormerRecord): string =>
  generation === 0 ? `${container}/imported/${encrypt.publicKey}` : placeOf(container, generation, 'encrypt');

/** The signing key of a slot, unwrapped. Throws `E_NO_CONTAINER`, `E_PIN_REQUIRED`. */
export function signingKey(medium: SoftMedium, name: string, slot: 'current' | 'next'): Uint8Array {
  const pair = pairIn(medium.container(name), slot);
  return medium.unwrapKey(medium.masterKey(), pair.sign.wrapped, placeOf(name, pair.generation, 'sign'));
}
