/** A USB key or card 介质 as software sees it, and the software medium that behaves like one. */
export { type AuthenticationClaim, authenticationMessage, verifyAuthentication } from './authentication.ts';
export { type InstallPart, TokenError, type TokenErrorCode, type TokenProblem } from './errors.ts';
export {
  type Personalisation,
  randomAdminKey,
  randomPin,
  sealPersonalisation,
  sealUnlockResponse,
} from './personalisation.ts';
export { PIN_LENGTH, type PinWeakness, pinWeakness } from './pin.ts';
export { signedBytes } from './purpose.ts';
export { mediumSerial } from './serial.ts';
export { type Manufacture, manufactureSoftToken } from './soft/manufacture.ts';
export type { ScryptCost } from './soft/record.ts';
export { openSoftToken, readSoftToken } from './soft/soft-token.ts';
export {
  type CertificateSet,
  type ContainerInfo,
  DEFAULT_CONTAINER,
  type Installation,
  type MediumState,
  type SignPurpose,
  type Subject,
  type Token,
  type TokenStatus,
  type TryCounter,
  type UnlockChallenge,
  type UnlockProof,
} from './types.ts';
