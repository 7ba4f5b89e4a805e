/* Shapes of every call between a page and the assistant 证书助手. No imports but types, safe for browsers. */
import type { OPEN_PURPOSES } from './client-fields.ts';

export interface Discovery {
  readonly name: 'yinxin-assistant';
  readonly version: string;
  readonly protocol: readonly string[];
}

export type PairAnswer =
  | { readonly state: 'paired'; readonly token: string }
  | { readonly state: 'waiting'; readonly pairing: string; readonly code: string };

export interface StatusAnswer {
  readonly version: string;
  readonly platform: string;
  /** The assistant's time, ISO 8601. */
  readonly time: string;
  readonly medium: MediumAnswer | null;
  readonly busy: boolean;
  readonly revision: number;
}

export interface MediumAnswer {
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly state: 'blank' | 'made' | 'locked' | 'spoiled';
  readonly personalised: boolean;
  /** A production session is open. */
  readonly open: boolean;
  readonly passwordCard: string | null;
  /** 65 bytes 04‖X‖Y, base64. */
  readonly transportPublicKey: string;
  readonly containers: readonly { readonly name: string; readonly installed: boolean }[];
  /** The initial PIN is still in force; `required`: nothing real is signed before the holder has changed it. */
  readonly pinInitial: boolean;
  readonly pinChange: 'advised' | 'required';
  readonly pin: TryCounter;
}

export interface TryCounter {
  readonly left: number;
  readonly limit: number;
}

/** A certificate as it is shown to people. Times are ISO 8601. */
export interface CertificateFacts {
  readonly owner: string;
  /** Unified social credit code 统一社会信用代码. */
  readonly creditCode: string | null;
  /** The nine characters of the organisation code 组织机构代码. */
  readonly organisationCode: string | null;
  /** Taxpayer number 纳税人识别号. */
  readonly taxNumber: string | null;
  readonly issuer: string;
  readonly number: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days left, rounded up; negative after the end. */
  readonly daysLeft: number;
  readonly expired: boolean;
  readonly notYet: boolean;
  /** SM3 of the certificate, 64 hexadecimal digits: what seals and renewals name it by. */
  readonly digest: string;
}

export interface SealFacts {
  readonly id: string;
  readonly name: string;
  /** `official`, `contract` … */
  readonly sort: string;
  readonly notAfter: string;
  /** Digest of the certificate it belongs to. */
  readonly certificate: string;
  /** `former`: the certificate it belongs to has been replaced, a new seal is to be installed. */
  readonly fits: 'current' | 'former';
}

export interface KeyContainer {
  readonly name: string;
  readonly sign: CertificateFacts | null;
  readonly encrypt: CertificateFacts | null;
  /** A renewed pair beside the one in use; `sign` is null until it is written. */
  readonly next: { readonly sign: CertificateFacts | null; readonly proven: boolean } | null;
  /** Former encryption certificates whose keys still decrypt. */
  readonly former: readonly CertificateFacts[];
  readonly activation: { readonly order: string; readonly at: string } | null;
  readonly seal: SealFacts | null;
}

/** What is on the key, for people: the "please insert the key" self-check. Nothing of it needs a PIN. */
export interface ReadAnswer extends Omit<MediumAnswer, 'containers'> {
  readonly spoiledReason: string | null;
  readonly containers: readonly KeyContainer[];
}

/** What a page may do once the holder has typed the PIN on the assistant's own page. */
export type OpenPurpose = (typeof OPEN_PURPOSES)[number];

export interface OpenParams {
  readonly serial: string;
  readonly purpose: OpenPurpose;
  /** Number of the order, shown where the PIN is typed. */
  readonly order?: string;
  /** Only for `download`: base64 of the personalisation data for this medium. */
  readonly envelope?: string;
  /** Only for `download`: the data hold no PIN, the holder chooses the first one on the assistant's own page. */
  readonly choosesPin?: boolean;
}

export type OpenAnswer =
  | { readonly state: 'waiting'; readonly ask: string }
  | { readonly state: 'open'; readonly serial: string; readonly purpose: OpenPurpose };

export interface RenewRequestParams {
  readonly serial: string;
  readonly subject: SubjectParts;
  /** Digest of the signing certificate that is renewed; another medium does not hold it. */
  readonly certificate: string;
  /** Base64 of 32 to 256 bytes chosen by the server. */
  readonly nonce: string;
  readonly container?: string;
}

/** `signature`: the key in use vouches for the request (`verifyRenewal` of @yinxin/token). */
export interface RenewRequestAnswer extends RequestAnswer {
  readonly format: 'yinxin-renew:1';
  readonly origin: string;
  /** The signing certificate in use, DER, base64. */
  readonly certificate: string;
  readonly algorithm: 'SM2-SM3';
  readonly signature: string;
}

/** A signature of the medium for one origin. */
export interface SignedAnswer {
  readonly serial: string;
  readonly origin: string;
  readonly certificate: string;
  readonly algorithm: 'SM2-SM3';
  readonly signature: string;
  readonly agent: string;
}

export interface ActivateAnswer extends SignedAnswer {
  readonly format: 'yinxin-activate:1';
  readonly order: string;
}

export interface UnlockChallengeAnswer {
  readonly serial: string;
  /** 16 bytes, base64. */
  readonly nonce: string;
  /** The same for people: `SERIAL.NONCE`, base64url. */
  readonly challenge: string;
}

export interface UnlockParams {
  readonly serial: string;
  /** Base64 of the authority's answer to the challenge. */
  readonly response: string;
  /** If given, the key proves with it that it is open again. */
  readonly nonce?: string;
}

export type UnlockAnswer =
  | { readonly state: 'waiting'; readonly ask: string }
  | {
      readonly state: 'unlocked';
      readonly serial: string;
      readonly pin: TryCounter;
      readonly proof: ProveAnswer | null;
    };

export interface SignApplicationParams {
  readonly serial: string;
  readonly container?: string;
  /** What is to be signed, base64: an application as `writeApplication` of @yinxin/token makes it. */
  readonly document: string;
}

export type SignApplicationAnswer =
  | { readonly state: 'waiting'; readonly ask: string }
  | {
      readonly state: 'signed';
      readonly serial: string;
      /** SignedData (GM/T 0010) with the application inside, DER, base64. */
      readonly message: string;
      readonly agent: string;
    };

export interface SealParams {
  readonly serial: string;
  readonly container?: string;
  readonly id: string;
  readonly name: string;
  readonly sort: string;
  /** ISO 8601. */
  readonly notAfter: string;
  /** Digest of the signing certificate the seal belongs to. */
  readonly certificate: string;
  /** PNG of at most 200 KiB, base64. */
  readonly picture: string;
  /** The seal structure of at most 1 MiB, DER, base64. */
  readonly object: string;
}

export interface SealAnswer extends Omit<SealFacts, 'fits'> {
  readonly serial: string;
  readonly container: string;
  readonly picture: string;
  readonly object: string;
}

export interface SerialAnswer {
  readonly serial: string;
}

/** One step of the check-up: the texts for the code are in the assistant's own text files. */
export interface CheckAnswer {
  readonly checks: readonly {
    readonly id: string;
    readonly outcome: 'ok' | 'warn' | 'fail' | 'skipped';
    readonly code: string;
    readonly what: BothLanguages;
    readonly fix: BothLanguages;
  }[];
}

export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/** How a page waits while the holder types the PIN on the assistant's own page. */
export interface Waiting {
  /** The assistant's page asks now; `page` is its address, for a link that opens it. Heard again if asked anew. */
  readonly onAsk?: (page: string) => void;
  readonly signal?: AbortSignal;
}

export interface PersonaliseAnswer {
  readonly serial: string;
  readonly resumed: boolean;
}

/** Distinguished name of a request: country, province, city, organisation, unit, common name. */
export interface SubjectParts {
  readonly C: string;
  readonly ST?: string;
  readonly L?: string;
  readonly O?: string;
  readonly OU?: string;
  readonly CN: string;
}

export interface RequestAnswer {
  readonly serial: string;
  readonly container: string;
  /** PKCS#10, DER, base64. */
  readonly request: string;
}

export interface CreatedRequest extends RequestAnswer {
  /** That this medium made it, and who had opened it (`verifyAttestation`), base64; null on a medium that cannot say. */
  readonly attestation?: string | null;
}

/** A former encryption key, DER in base64. */
export interface FormerParams {
  readonly serial: string;
  readonly container?: string;
  /** The encryption certificate it belongs to. */
  readonly certificate: string;
  /** Enveloped for the signing key in use. */
  readonly envelopedKey: string;
}

/** All values DER in base64 except the password-card number. */
export interface InstallParams {
  readonly serial: string;
  readonly sign: string;
  readonly encrypt: string;
  /** From the issuer to the root. */
  readonly chain: readonly string[];
  readonly envelopedKey: string;
  readonly passwordCard?: string;
  readonly container?: string;
}

export interface InstallAnswer {
  readonly serial: string;
  readonly container: string;
  readonly repeated: boolean;
}

export interface ProveAnswer extends SignedAnswer {
  readonly format: 'yinxin-auth:1';
}

export interface SpoilAnswer {
  readonly serial: string;
  readonly state: 'spoiled';
}

export interface EventsAnswer {
  readonly revision: number;
  readonly events: readonly {
    readonly revision: number;
    readonly type: 'inserted' | 'removed' | 'changed' | 'pairing';
    readonly serial: string | null;
  }[];
}

/** Every call may throw `AssistantError`; every call may be repeated after an interruption. */
export interface AssistantClient {
  /** Finds the assistant. Throws `E_UNREACHABLE`. */
  discover(): Promise<Discovery>;
  /**
   * Asks to be let in, or answers at once if this page already is. `onCode` hears the four digits that the person
   * compares on the assistant's page (again, if another tab asked in between); the promise resolves when they have confirmed. Throws `E_PAIRING_DENIED`.
   */
  pair(onCode?: (code: string) => void, signal?: AbortSignal): Promise<void>;
  status(serverTime?: string): Promise<StatusAnswer>;
  medium(): Promise<MediumAnswer>;
  /** `envelope`: base64 of the SM2-encrypted personalisation data from the server. */
  personalise(params: { serial: string; envelope: string }): Promise<PersonaliseAnswer>;
  /** What is on the key, for people. */
  read(): Promise<ReadAnswer>;
  /**
   * Asks the holder to open the key for this page and purpose: PIN, or for a download the certificate password of the
   * password card, typed on the assistant's own page. Throws `E_CONSENT`, `E_TIMEOUT`, `E_PIN_LOCKED`.
   */
  open(params: OpenParams, waiting?: Waiting): Promise<void>;
  createRequest(params: { serial: string; subject: SubjectParts; container?: string }): Promise<CreatedRequest>;
  install(params: InstallParams): Promise<InstallAnswer>;
  /** `nonce`: base64 of at least 32 bytes chosen by the server. `slot`: `next` proves a renewed pair before the switch. */
  prove(params: { serial: string; nonce: string; container?: string; slot?: 'current' | 'next' }): Promise<ProveAnswer>;
  /** Opens the key for one sign-in and proves it. */
  signIn(params: { serial: string; nonce: string }, waiting?: Waiting): Promise<ProveAnswer>;
  renewRequest(params: RenewRequestParams): Promise<RenewRequestAnswer>;
  /** Writes the renewed pair beside the old one, which stays in use. */
  installRenewal(params: InstallParams): Promise<InstallAnswer>;
  /** Puts the renewed pair in the old one's place, once `prove` with `slot: 'next'` has been answered. `certificate`: digest. */
  switchRenewal(params: { serial: string; certificate: string; container?: string }): Promise<InstallAnswer>;
  abandonRenewal(params: { serial: string; container?: string }): Promise<SerialAnswer>;
  activate(params: { serial: string; order: string; nonce: string; container?: string }): Promise<ActivateAnswer>;
  /** After the server's yes: the key shows from now on that it is activated. `at`: ISO 8601. */
  markActivated(params: { serial: string; order: string; at: string; container?: string }): Promise<SerialAnswer>;
  unlockChallenge(params: { serial: string }): Promise<UnlockChallengeAnswer>;
  /** The holder chooses the new PIN on the assistant's own page. */
  unlock(params: UnlockParams, waiting?: Waiting): Promise<Extract<UnlockAnswer, { state: 'unlocked' }>>;
  /**
   * Shows the holder what an application says and signs it, once, with the PIN typed on the assistant's own page. Throws
   * `E_TBS_MISMATCH`, `E_OTHER_CERTIFICATE`, `E_CONSENT`.
   */
  signApplication(
    params: SignApplicationParams,
    waiting?: Waiting,
  ): Promise<Extract<SignApplicationAnswer, { state: 'signed' }>>;
  installSeal(params: SealParams): Promise<InstallAnswer>;
  /** Takes a former encryption key; the key was opened for `recover`. */
  importFormer(params: FormerParams): Promise<InstallAnswer>;
  removeSeal(params: { serial: string; id: string; container?: string }): Promise<SerialAnswer>;
  readSeal(params: { serial: string; container?: string }): Promise<SealAnswer>;
  /** The assistant's own check-up, without a signature. */
  checkUp(): Promise<CheckAnswer>;
  spoil(params: { serial: string; reason: string }): Promise<SpoilAnswer>;
  finish(params: { serial: string }): Promise<MediumAnswer>;
  /** Waits for the next event after `revision`, at most about 20 seconds. */
  events(after: number, signal?: AbortSignal): Promise<EventsAnswer>;
}
