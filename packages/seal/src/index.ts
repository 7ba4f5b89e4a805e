/**
 * Electronic seals 电子印章: the structures of GM/T 0031 and GB/T 38540, their signature and its check, and the picture in
 * them, drawn from a name or cut out of a scan. Bytes in, bytes out; every refusal is a `SealError` with a stable code.
 */
export {
  type OvalDesign,
  type RoundDesign,
  SEAL_SORTS,
  type SealDesign,
  type SealSort,
  sealName,
  usualDesign,
} from './drawing/design.ts';
export { type DrawnSeal, drawSeal } from './drawing/draw.ts';
export { pixelsOf, renderPng } from './drawing/png.ts';
export { SealError, type SealErrorCode } from './errors.ts';
export { type CleanedPixels, cleanPixels } from './scan/clean.ts';
export { type CleanedScan, cleanScan, SCAN_LIMITS } from './scan/scan.ts';
export type { ClaimedSeal, Ink, Pixels, ScanFinding, ScanFindingCode, ScanQuestion } from './scan/types.ts';
export { encodeSealInfo, type SealData } from './structure/encode.ts';
export { digestOfCertificate } from './structure/holders.ts';
export { buildSeal, type SealOrder } from './structure/order.ts';
export { parseSeal } from './structure/parse.ts';
export { assembleSeal, draftSeal, type SealDraft, type SealMaker, signSeal } from './structure/sign.ts';
export type {
  CertificateDigest,
  HoldersByCertificate,
  HoldersByDigest,
  Seal,
  Seal2014,
  Seal2020,
  Seal2025,
  SealContent,
  SealExtension,
  SealPicture,
  SealStandard,
} from './structure/types.ts';
export { SEAL_STANDARDS } from './structure/types.ts';
export {
  isHolder,
  type SealFinding,
  type SealFindingCode,
  type SealQuestion,
  type SealVerdict,
  verifySeal,
} from './structure/verify.ts';
