import type { Rule } from '../../rule.ts';
import { ocspBytes } from './bytes.ts';
import { ocspCertIdHash } from './cert-id-hash.ts';
import { ocspCertStatus } from './cert-status.ts';
import { ocspCritical } from './critical.ts';
import { ocspDelegateNoCheck } from './delegate-no-check.ts';
import { ocspDelegatePurpose } from './delegate-purpose.ts';
import { ocspKeyHash } from './key-hash.ts';
import { ocspNextUpdate } from './next-update.ts';
import { ocspNonce } from './nonce.ts';
import { ocspProducedFuture } from './produced-future.ts';
import { ocspReason } from './reason.ts';
import { ocspResponder } from './responder.ts';
import { ocspRevokedFuture } from './revoked-future.ts';
import { ocspSingleEmpty } from './single-empty.ts';
import { ocspSingleRepeated } from './single-repeated.ts';
import { ocspStale } from './stale.ts';
import { ocspStatus } from './status.ts';
import { ocspStructure } from './structure.ts';
import { ocspTimeType } from './time-type.ts';
import { ocspType } from './type.ts';
import { ocspUnknownSerial } from './unknown-serial.ts';
import { ocspUpdateOrder } from './update-order.ts';
import { ocspVersion } from './version.ts';

export const OCSP_RULES: readonly Rule[] = [
  ocspStructure,
  ocspStatus,
  ocspBytes,
  ocspType,
  ocspVersion,
  ocspKeyHash,
  ocspResponder,
  ocspProducedFuture,
  ocspTimeType,
  ocspUpdateOrder,
  ocspNextUpdate,
  ocspStale,
  ocspNonce,
  ocspSingleEmpty,
  ocspSingleRepeated,
  ocspCertStatus,
  ocspReason,
  ocspRevokedFuture,
  ocspUnknownSerial,
  ocspDelegatePurpose,
  ocspDelegateNoCheck,
  ocspCritical,
  ocspCertIdHash,
];
