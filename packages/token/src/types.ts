import type { NameParts } from '@yinxin/pki';

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

export interface ContainerInfo {
  readonly name: string;
  /** 04‖X‖Y, 65 bytes. */
  readonly signPublicKey: Uint8Array;
  readonly encryptPublicKey: Uint8Array | null;
  readonly certificates: CertificateSet | null;
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

/**
 * What a signature is for. One key serves sign-in and documents, so the medium itself keeps them apart:
 * `authenticate` and `test` are prefixed inside the medium, `document` takes only one complete DER SEQUENCE or SET.
 */
export type SignPurpose = 'authenticate' | 'test' | 'document';

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
   * Repeating it with the same data resumes an interrupted production; on a made medium only that is allowed.
   */
  personalise(envelope: Uint8Array): Promise<{ readonly resumed: boolean }>;
  /** Opens the session. Answers the tries left after the attempt. */
  login(pin: string): Promise<TryCounter>;
  /** Forgets the PIN session. */
  logout(): void;
  changePin(current: string, next: string): Promise<void>;
  /** A new single-use challenge; the one before it is forgotten. */
  unlockChallenge(): Promise<UnlockChallenge>;
  /** Sets a new PIN with the administrator key and restores the PIN tries. */
  unlock(proof: UnlockProof, newPin: string): Promise<void>;
  /** PKCS#10 DER, signed by the container's signing key, which is made inside on first use. Needs an open session. */
  createRequest(subject: Subject, container?: string): Promise<Uint8Array>;
  /** Imports the encryption key pair and both certificates, all or nothing; repeating it is harmless. */
  installCertificates(installation: Installation, container?: string): Promise<{ readonly repeated: boolean }>;
  /** SM2 signature (DER, default signer id) over `signedBytes(purpose, message)`. Needs an open session. */
  sign(message: Uint8Array, purpose: SignPurpose, container?: string): Promise<Uint8Array>;
  /** Opens SM2Cipher DER (GM/T 0009 §7.2) with the encryption key. Needs an open session. */
  decrypt(ciphertext: Uint8Array, container?: string): Promise<Uint8Array>;
  /** Takes the medium out of use for good and destroys its keys; a made medium needs an open session for it. */
  spoil(reason: string): Promise<void>;
  /** Ends the session and lets go of the medium. */
  close(): Promise<void>;
}

/** The container that holds a programme's certificates unless it asks for more. */
export const DEFAULT_CONTAINER = 'main';
