/** A USB key or card 介质 as software sees it, and the software medium that behaves like one. */
export { type ApplicationDocument, readApplication, writeApplication } from './application.ts';
export { type AttestationClaim, type OpenedBy, verifyAttestation } from './attestation.ts';
export {
  type ActivationClaim,
  type AuthenticationClaim,
  activationMessage,
  authenticationMessage,
  type RenewalClaim,
  renewalMessage,
  verifyActivation,
  verifyAuthentication,
  verifyRenewal,
} from './authentication.ts';
export { type InstallPart, type SealFault, TokenError, type TokenErrorCode, type TokenProblem } from './errors.ts';
export {
  type Personalisation,
  randomAdminKey,
  randomPin,
  sealPersonalisation,
  sealUnlockResponse,
} from './personalisation.ts';
export { PIN_LENGTH, type PinWeakness, pinWeakness } from './pin.ts';
export { signedBytes } from './purpose.ts';
export { certificateDigest, type InstalledSeal, SEAL_LIMITS, type Seal, type SealDescriptor } from './seal.ts';
export { mediumSerial } from './serial.ts';
export { type Manufacture, manufactureSoftToken } from './soft/manufacture.ts';
export type { ScryptCost } from './soft/record.ts';
export { openSoftToken, readSoftToken } from './soft/soft-token.ts';
export {
  type Activation,
  type CertificateSet,
  type ContainerInfo,
  DEFAULT_CONTAINER,
  type FormerKey,
  type Installation,
  type MediumState,
  type NextPair,
  type PairSlot,
  type PinChange,
  type SignPurpose,
  type Subject,
  type Token,
  type TokenStatus,
  type TryCounter,
  type UnlockChallenge,
  type UnlockProof,
} from './types.ts';
