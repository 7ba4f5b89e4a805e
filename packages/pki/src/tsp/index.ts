/** Timestamps 时间戳 (RFC 3161, GM/T 0033): asked for, answered, verified. */
export type { Imprint } from './imprint.ts';
export { buildTimestampRequest, parseTimestampRequest, type TimestampRequest } from './request.ts';
export {
  answerTimestampRequest,
  buildTimestampRefusal,
  parseTimestampResponse,
  TIMESTAMP_FAILURES,
  type TimestampAuthority,
  type TimestampFailure,
  type TimestampResponse,
  timestampFailure,
} from './response.ts';
export { parseTimestampInfo, type TimestampInfo, TST_INFO } from './tst-info.ts';
export { type TimestampQuestion, type TimestampRefusal, type TimestampVerdict, verifyTimestamp } from './verify.ts';
