import type { Rule } from '../../rule.ts';
import { crlAki } from './aki.ts';
import { crlDeltaBase } from './delta-base.ts';
import { crlDeltaCritical } from './delta-critical.ts';
import { crlDeltaFreshest } from './delta-freshest.ts';
import { crlEntriesEmpty } from './entries-empty.ts';
import { crlEntriesUnique } from './entries-unique.ts';
import { crlEntryCritical } from './entry-critical.ts';
import { crlEntryExtensionsEmpty } from './entry-extensions-empty.ts';
import { crlEntryFuture } from './entry-future.ts';
import { crlEntrySerial } from './entry-serial.ts';
import { crlEntryTime } from './entry-time.ts';
import { crlIdpCritical } from './idp-critical.ts';
import { crlIdpEmpty } from './idp-empty.ts';
import { crlIdpMatches } from './idp-matches.ts';
import { crlIdpScope } from './idp-scope.ts';
import { crlInvalidityDate } from './invalidity-date.ts';
import { crlIssuerEmpty } from './issuer-empty.ts';
import { crlNextUpdate } from './next-update.ts';
import { crlNumber } from './number.ts';
import { crlNumberCritical } from './number-critical.ts';
import { crlNumberLength } from './number-length.ts';
import { crlReason } from './reason.ts';
import { crlReasonCritical } from './reason-critical.ts';
import { crlReasonRemove } from './reason-remove.ts';
import { crlReasonUnspecified } from './reason-unspecified.ts';
import { crlStale } from './stale.ts';
import { crlStructure } from './structure.ts';
import { crlThisUpdateFuture } from './this-update-future.ts';
import { crlUnknownCritical } from './unknown-critical.ts';
import { crlUpdateOrder } from './update-order.ts';
import { crlVersion } from './version.ts';

export const CRL_RULES: readonly Rule[] = [
  crlStructure,
  crlVersion,
  crlIssuerEmpty,
  crlNextUpdate,
  crlUpdateOrder,
  crlThisUpdateFuture,
  crlStale,
  crlEntriesEmpty,
  crlEntriesUnique,
  crlEntrySerial,
  crlEntryTime,
  crlEntryFuture,
  crlEntryExtensionsEmpty,
  crlReason,
  crlReasonUnspecified,
  crlReasonRemove,
  crlReasonCritical,
  crlInvalidityDate,
  crlEntryCritical,
  crlNumber,
  crlNumberCritical,
  crlNumberLength,
  crlAki,
  crlUnknownCritical,
  crlIdpCritical,
  crlIdpEmpty,
  crlIdpScope,
  crlIdpMatches,
  crlDeltaCritical,
  crlDeltaBase,
  crlDeltaFreshest,
];
