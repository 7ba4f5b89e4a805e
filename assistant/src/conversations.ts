/*
 * The conversations of a certificate's life between a page, the server and the assistant 证书助手, each from wherever it
 * stands: after an interruption a page simply calls it again. Safe for browsers. `Hall` is the server as a page sees it;
 * every call of it may be repeated with the same input. Refusals of both sides are thrown as they come.
 */
import type {
  AssistantClient,
  InstallParams,
  MediumAnswer,
  SealParams,
  SubjectParts,
  Waiting,
} from './client-types.ts';

/** What the server issues for a request; all DER in base64 but the card's number. */
export type IssuedForPage = Omit<InstallParams, 'serial' | 'container' | 'passwordCard'> & {
  readonly passwordCard: string | null;
};

export interface Signed {
  readonly mediumSerial: string;
  readonly nonce: string;
  readonly signature: string;
}

export interface InstallHall {
  /**
   * Checks medium and proofs; the envelope for a blank medium, null for the holder's own. `choosesPin`: it holds no PIN,
   * the holder chooses the first one.
   */
  readonly begin: (medium: MediumAnswer) => Promise<{ readonly envelope: string | null; readonly choosesPin: boolean }>;
  readonly nonce: () => Promise<string>;
  readonly request: (input: {
    readonly mediumSerial: string;
    readonly request: string;
    /** A blank medium vouches for its own request. */
    readonly attestation: string | null;
    readonly vouched: { readonly nonce: string; readonly signature: string } | null;
  }) => Promise<IssuedForPage>;
  readonly confirm: (proof: Signed) => Promise<void>;
}

export const INSTALL_STEPS = [
  'key',
  'begin',
  'open',
  'request',
  'write',
  'prove',
  'confirm',
  'switch',
  'finish',
] as const;
export type InstallStep = (typeof INSTALL_STEPS)[number];

export interface Steps extends Waiting {
  readonly onStep?: (step: InstallStep) => void;
  /** Number of the order, shown where the PIN is typed. */
  readonly order?: string;
}

/**
 * Downloads certificates onto a blank medium (BJ-20…22): the same medium, key and certificates every time. Do not let
 * the holder pull the key between the steps `write` and `finish`; if they do, calling it again goes on.
 */
export async function downloadOntoBlank(
  client: AssistantClient,
  hall: InstallHall,
  subject: SubjectParts,
  steps: Steps = {},
): Promise<void> {
  const step = steps.onStep ?? (() => undefined);
  step('key');
  const medium = await client.medium();
  const { serial } = medium;
  step('begin');
  const { envelope, choosesPin } = await hall.begin(medium);
  step('open');
  // The password of the card, or a first PIN of their own: typed in the assistant, told to no page.
  if (envelope !== null)
    await client.open({ serial, purpose: 'download', envelope, choosesPin, ...orderOf(steps) }, steps);
  step('request');
  const { request, attestation = null } = await client.createRequest({ serial, subject });
  const asked = { mediumSerial: serial, request, attestation, vouched: null };
  const { passwordCard, ...issued } = await hall.request(asked);
  step('write');
  await client.install({ ...issued, serial, ...(passwordCard === null ? {} : { passwordCard }) });
  step('prove');
  const nonce = await hall.nonce();
  const { signature } = await client.prove({ serial, nonce });
  step('confirm');
  await hall.confirm({ mediumSerial: serial, nonce, signature });
  step('finish');
  await client.finish({ serial });
}

const orderOf = ({ order }: Steps) => (order === undefined ? {} : { order });

export interface RenewalHall extends InstallHall {
  /** Whether the server already counts the renewed pair as installed: then only the switch may be left. */
  readonly isConfirmed: () => Promise<boolean>;
}

/**
 * Installs a renewed (or changed) certificate beside the one in use on the same medium (PA-27) and switches to it once
 * the server has its proof. `certificate`: digest of the signing certificate that the order renews; a medium that does
 * not hold it refuses with `E_OTHER_CERTIFICATE`.
 */
export async function installRenewed(
  client: AssistantClient,
  hall: RenewalHall,
  what: { readonly subject: SubjectParts; readonly certificate: string },
  steps: Steps = {},
): Promise<void> {
  const step = steps.onStep ?? (() => undefined);
  step('key');
  const medium = await client.medium();
  const { serial } = medium;
  if (await hall.isConfirmed()) {
    step('switch');
    return switchToProven(client, serial, steps);
  }
  step('begin');
  await hall.begin(medium);
  step('open');
  await client.open({ serial, purpose: 'renew', ...orderOf(steps) }, steps);
  step('request');
  const vouchNonce = await hall.nonce();
  const asked = await client.renewRequest({ ...what, serial, nonce: vouchNonce });
  const { passwordCard: _, ...issued } = await hall.request({
    mediumSerial: serial,
    request: asked.request,
    attestation: null,
    vouched: { nonce: vouchNonce, signature: asked.signature },
  });
  step('write');
  await client.installRenewal({ ...issued, serial });
  step('prove');
  const nonce = await hall.nonce();
  const { signature } = await client.prove({ serial, nonce, slot: 'next' });
  step('confirm');
  await hall.confirm({ mediumSerial: serial, nonce, signature });
  step('switch');
  await switchToProven(client, serial, steps);
}

/** Nothing waits any more: the switch was made before the interruption. */
async function switchToProven(client: AssistantClient, serial: string, steps: Steps): Promise<void> {
  const { containers } = await client.read();
  const waiting = containers.find(({ next }) => next?.sign && next.proven)?.next?.sign;
  if (!waiting) return;
  await client.open({ serial, purpose: 'renew', ...orderOf(steps) }, steps);
  await client.switchRenewal({ serial, certificate: waiting.digest });
  await client.finish({ serial });
}

export interface ActivationHall {
  readonly nonce: () => Promise<string>;
  /** Checks code and proof; answers when it was activated, ISO 8601. */
  readonly activate: (proof: Signed) => Promise<string>;
}

/** Activates the certificate on the medium for one order (PA-20), and lets the key show it. */
export async function activateCertificate(
  client: AssistantClient,
  hall: ActivationHall,
  order: string,
  waiting: Waiting = {},
): Promise<void> {
  const { serial } = await client.medium();
  await client.open({ serial, purpose: 'activate', order }, waiting);
  const nonce = await hall.nonce();
  const { signature } = await client.activate({ serial, order, nonce });
  const at = await hall.activate({ mediumSerial: serial, nonce, signature });
  await client.markActivated({ serial, order, at });
  await client.finish({ serial });
}

export interface UnlockHall {
  readonly nonce: () => Promise<string>;
  readonly unlock: (input: { readonly mediumSerial: string; readonly challenge: string }) => Promise<string>;
  readonly confirm: (proof: Signed) => Promise<void>;
}

/** Unlocks the medium after approval (PA-40): the holder chooses a new PIN, the server hears a proof. */
export async function unlockMedium(client: AssistantClient, hall: UnlockHall, waiting: Waiting = {}): Promise<void> {
  const { serial } = await client.medium();
  const { nonce: challenge } = await client.unlockChallenge({ serial });
  const response = await hall.unlock({ mediumSerial: serial, challenge });
  const nonce = await hall.nonce();
  const { proof } = await client.unlock({ serial, response, nonce }, waiting);
  if (proof) await hall.confirm({ mediumSerial: serial, nonce, signature: proof.signature });
}

export interface SealHall {
  readonly nonce: () => Promise<string>;
  readonly take: (proof: Signed) => Promise<Omit<SealParams, 'serial' | 'container'>>;
  readonly confirm: (proof: Signed & { readonly sealId: string }) => Promise<void>;
}

/** Fetches the made seal for the certificate on the medium and puts it in, in place of a former one (PA-45). */
export async function installSealOf(
  client: AssistantClient,
  hall: SealHall,
  steps: Pick<Steps, 'order'> & Waiting = {},
): Promise<void> {
  const { serial } = await client.medium();
  await client.open({ serial, purpose: 'seal', ...orderOf(steps) }, steps);
  const signed = async (): Promise<Signed> => {
    const nonce = await hall.nonce();
    const { signature } = await client.prove({ serial, nonce });
    return { mediumSerial: serial, nonce, signature };
  };
  const seal = await hall.take(await signed());
  await client.installSeal({ ...seal, serial });
  await hall.confirm({ ...(await signed()), sealId: seal.id });
  await client.finish({ serial });
}

export interface SigningHall {
  /** What is to be signed, base64. */
  readonly document: () => Promise<string>;
  /** Hands the signed application in. */
  readonly sign: (message: string) => Promise<void>;
}

/** Has the holder read and sign an application with the key that is plugged in. Calling it again signs anew. */
export async function signApplication(
  client: AssistantClient,
  hall: SigningHall,
  waiting: Waiting = {},
): Promise<void> {
  const { serial } = await client.medium();
  const { message } = await client.signApplication({ serial, document: await hall.document() }, waiting);
  await hall.sign(message);
}

export interface FormerHall {
  readonly nonce: () => Promise<string>;
  /** The former encryption keys of the certificate's order, each enveloped for the key that proved itself. */
  readonly take: (proof: Signed) => Promise<readonly { readonly certificate: string; readonly envelopedKey: string }[]>;
}

/** Takes the former encryption keys into the medium of the new certificate. Calling it again takes what is missing. */
export async function recoverFormer(
  client: AssistantClient,
  hall: FormerHall,
  steps: Pick<Steps, 'order'> & Waiting = {},
): Promise<number> {
  const { serial } = await client.medium();
  await client.open({ serial, purpose: 'recover', ...orderOf(steps) }, steps);
  const nonce = await hall.nonce();
  const { signature } = await client.prove({ serial, nonce });
  const keys = await hall.take({ mediumSerial: serial, nonce, signature });
  for (const key of keys) await client.importFormer({ serial, ...key });
  await client.finish({ serial });
  return keys.length;
}
