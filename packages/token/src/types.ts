import type { NameParts } from '@yinxin/pki';
import type { InstalledSeal, Seal } from './seal.ts';

/** The distinguished name 甄别名 a request asks for, e.g. `{ C: 'CN', O: '…', CN: '…' }`. */
export type Subject = NameParts;

/** The life of a medium 介质: `locked` is a made medium whose PIN tries are used up. */
export type MediumState = 'blank' | 'made' | 'locked' | 'spoiled';

export interface TryCounter {
  readonly left: number;
  readonly limit: number;
}

/** Certificates of one container, DER. `chain` runs from the issuer to the root. */
export interface CertificateSet {
  readonly sign: Uint8Array;
  readonly encrypt: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** A pair that waits beside the one in use until it is written and proven: renewal 续期 on the same medium. */
export interface NextPair {
  /** 04‖X‖Y, 65 bytes. */
  readonly signPublicKey: Uint8Array;
  readonly certificates: CertificateSet | null;
  /** The new signing key has answered an authentication, so the switch may be made. */
  readonly proven: boolean;
}

/** That the certification authority counted this medium's certificate as activated 激活. */
export interface Activation {
  /** Number of the order it was activated for. */
  readonly order: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ContainerInfo {
  readonly name: string;
  /** 04‖X‖Y, 65 bytes. */
  readonly signPublicKey: Uint8Array;
  readonly encryptPublicKey: Uint8Array | null;
  readonly certificates: CertificateSet | null;
  readonly next: NextPair | null;
  readonly activation: Activation | null;
  /** Encryption certificates of former pairs whose keys still decrypt, DER, newest first. */
  readonly former: readonly Uint8Array[];
  /** The seal of the certificate in use; one of a former certificate says so. */
  readonly seal: InstalledSeal | null;
}

/** All that can be read without a PIN, as on a real key. */
export interface TokenStatus {
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly state: MediumState;
  /** A PIN and an administrator key have been set. */
  readonly personalised: boolean;
  /** The PIN has been given in this session. */
  readonly open: boolean;
  /** SM2 public key of the medium itself, 04‖X‖Y: what personalisation data and unlock answers are encrypted to. */
  readonly transportPublicKey: Uint8Array;
  readonly pin: TryCounter;
  readonly admin: TryCounter;
  /** The holder has not chosen an own PIN yet. */
  readonly pinInitial: boolean;
  readonly pinChange: PinChange;
  /** Number of the password card 密码卡 that carries the initial PIN on paper. */
  readonly passwordCard: string | null;
  readonly spoiledReason: string | null;
  readonly containers: readonly ContainerInfo[];
}

/** What the certification authority sends to finish a container (GM/T 0016 ImportECCKeyPair + ImportCertificate). */
export interface Installation extends CertificateSet {
  /** SM2EnvelopedKey DER (GM/T 0009 §7.4), encrypted to the signing public key of this container. */
  readonly envelopedKey: Uint8Array;
  readonly passwordCard?: string;
}

/** An encryption key of a former certificate, as the authority's key management gives it back. */
export interface FormerKey {
  /** The encryption certificate it belongs to, DER. */
  readonly certificate: Uint8Array;
  /** SM2EnvelopedKey DER, encrypted to the signing public key in use. */
  readonly envelopedKey: Uint8Array;
}

/**
 * What a signature is for. One key serves sign-in and documents, so the medium itself keeps them apart: all but
 * `document` are prefixed inside the medium, `document` takes only one complete DER SEQUENCE or SET.
 */
export type SignPurpose = 'authenticate' | 'activate' | 'renew' | 'test' | 'document';

/** Which pair of a container: the one in use, or the one that a renewal put beside it. */
export type PairSlot = 'current' | 'next';

/** Whether a programme only advises the holder to change the initial PIN, or makes it compulsory. */
export type PinChange = 'advised' | 'required';

/** What the owner reads to support when the PIN is locked. */
export interface UnlockChallenge {
  readonly serial: string;
  /** 16 random bytes, valid for one answer. */
  readonly nonce: Uint8Array;
}

/** The administrator unlock key itself (PUK), or the authority's answer to a challenge (see `sealUnlockResponse`). */
export type UnlockProof = { readonly adminKey: string } | { readonly response: Uint8Array };

/**
 * A USB key 介质 as software sees it. Every method may reject with `TokenError`; operations on one medium run one
 * after another. Private keys never leave it.
 */
export interface Token {
  status(): TokenStatus;
  /**
   * Sets the initial PIN and the administrator key from data encrypted to the transport key, and opens the session.
   * Repeating it with the same data resumes an interrupted production; on a made medium only that is allowed. A holder
   * who has changed the PIN meanwhile opens the medium instead: `E_PIN_REQUIRED`.
   */
  personalise(envelope: Uint8Array): Promise<{ readonly resumed: boolean }>;
  /**
   * As `personalise`, but the session stays closed: who downloads onto a blank medium opens it with the certificate
   * password of the password card. Where the data hold no PIN, `chosen` is the holder's first. Repeating it, also after
   * wrong PINs or a changed one, keeps keys, PIN and counter.
   */
  provision(envelope: Uint8Array, chosen?: string): Promise<{ readonly resumed: boolean }>;
  /** Opens the session. Answers the tries left after the attempt. */
  login(pin: string): Promise<TryCounter>;
  /** Forgets the PIN session. */
  logout(): void;
  changePin(current: string, next: string): Promise<void>;
  /** A new single-use challenge; the one before it is forgotten. */
  unlockChallenge(): Promise<UnlockChallenge>;
  /** Sets a new PIN with the administrator key and restores the PIN tries. An answer interrupted on its way still counts. */
  unlock(proof: UnlockProof, newPin: string): Promise<void>;
  /** PKCS#10 DER, signed by the container's signing key, which is made inside on first use. Needs an open session. */
  createRequest(subject: Subject, container?: string): Promise<Uint8Array>;
  /**
   * That a request was made in this medium, and who had opened it (`verifyAttestation`). Needs an open session; null on a
   * medium personalised before this was kept.
   */
  attest(request: Uint8Array): Promise<Uint8Array | null>;
  /** Imports the encryption key pair and both certificates, all or nothing; repeating it is harmless. */
  installCertificates(installation: Installation, container?: string): Promise<{ readonly repeated: boolean }>;
  /**
   * PKCS#10 DER for a new key beside the certificate in use, which `certificate` (see `certificateDigest`) must name.
   * Repeating it keeps the new key. Needs an open session.
   */
  createRenewal(subject: Subject, certificate: string, container?: string): Promise<Uint8Array>;
  /** Writes the renewed pair beside the old one, all or nothing; the old one stays in use. Repeating it is harmless. */
  installRenewal(installation: Installation, container?: string): Promise<{ readonly repeated: boolean }>;
  /**
   * Puts the renewed pair, named by its signing certificate's digest, in the old one's place in one step, once its key
   * has answered an authentication. The old signing key is destroyed, the old encryption key still decrypts, the
   * activation stays. Repeating it is harmless.
   */
  switchRenewal(certificate: string, container?: string): Promise<{ readonly repeated: boolean }>;
  /** Destroys the pair that waits beside the one in use. Needs an open session. */
  abandonRenewal(container?: string): Promise<void>;
  /** Remembers what the authority said of the activation, to show it. Needs an open session. */
  markActivated(activation: Activation, container?: string): Promise<void>;
  /**
   * Puts a seal into the place of the certificate (in use or renewed) that its descriptor names, instead of the one
   * there, all or nothing. Repeating it is harmless. Needs an open session.
   */
  installSeal(seal: Seal, container?: string): Promise<{ readonly repeated: boolean }>;
  /** Takes the seal with this id out; one that is not there is taken out already. Needs an open session. */
  removeSeal(id: string, container?: string): Promise<void>;
  /** The seal with its picture and object; needs no PIN, as on a real key. */
  readSeal(container?: string): Promise<Seal>;
  /** SM2 signature (DER, default signer id) over `signedBytes(purpose, message)`. Needs an open session. */
  sign(message: Uint8Array, purpose: SignPurpose, container?: string, slot?: PairSlot): Promise<Uint8Array>;
  /**
   * Takes a former encryption key (原加密密钥), so that what was encrypted to its certificate still opens. All or
   * nothing; repeating it is harmless. Needs an open session.
   */
  importFormer(former: FormerKey, container?: string): Promise<{ readonly repeated: boolean }>;
  /** Opens SM2Cipher DER (GM/T 0009 §7.2) with the encryption key, or a former one. Needs an open session. */
  decrypt(ciphertext: Uint8Array, container?: string): Promise<Uint8Array>;
  /** Takes the medium out of use for good and destroys its keys; a made medium needs an open session for it. */
  spoil(reason: string): Promise<void>;
  /** Ends the session and lets go of the medium. */
  close(): Promise<void>;
}

/** The container that holds a programme's certificates unless it asks for more. */
export const DEFAULT_CONTAINER = 'main';
