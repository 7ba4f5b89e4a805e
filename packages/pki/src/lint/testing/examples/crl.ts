import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { type Examples, list } from '../example.ts';
import { CRL_URL, ENTRY_DATE, entry, ext, generalized, raw, reason, uri, utc } from '../plant.ts';

const good = list();
const SERIAL = der.integer(0x4b1d93a76c02e85fn);
const entries = (...all: readonly Uint8Array[]) => list({ entries: all });
const withExtensions = (extensions: Readonly<Record<string, Uint8Array | undefined>>) => list({ extensions });
const scope = (critical: boolean, ...content: readonly Uint8Array[]) =>
  withExtensions({ scope: ext(LINT_OID.issuingDistributionPoint, critical, der.sequence(...content)) });
const at = (address: string) => der.tlv(0xa0, der.tlv(0xa0, uri(address)));
const delta = (critical: boolean, base: number, more: Readonly<Record<string, Uint8Array>> = {}) =>
  withExtensions({ delta: ext(LINT_OID.deltaCrlIndicator, critical, der.integer(base)), ...more });
const goodDelta = delta(true, 6);
const invalidity = (critical: boolean, time: Uint8Array) =>
  entries(entry(SERIAL, ENTRY_DATE, ext(LINT_OID.invalidityDate, critical, time)));

export const CRL_EXAMPLES: Examples = {
  'crl-structure': { good, bad: list({ thisUpdate: der.integer(1) }) },
  'crl-version': { good, bad: list({ version: raw() }) },
  'crl-issuer-empty': { good, bad: list({ issuer: der.sequence() }) },
  'crl-next-update': { good, bad: list({ nextUpdate: raw() }) },
  'crl-update-order': { good, bad: list({ nextUpdate: utc('260501000000Z') }) },
  'crl-this-update-future': { good, bad: list({ thisUpdate: utc('260602000000Z') }) },
  'crl-stale': { good, bad: list({ nextUpdate: utc('260502000000Z') }) },
  'crl-entries-empty': { good, bad: entries() },
  'crl-entries-unique': {
    good,
    bad: entries(entry(SERIAL, ENTRY_DATE), entry(der.integer(5), ENTRY_DATE), entry(SERIAL, ENTRY_DATE)),
  },
  'crl-entry-serial': { good, bad: entries(entry(der.integer(-5), ENTRY_DATE)) },
  'crl-entry-time': { good, bad: entries(entry(SERIAL, generalized('20260301000000Z'))) },
  'crl-entry-future': { good, bad: entries(entry(SERIAL, utc('260501000001Z'))) },
  'crl-entry-extensions-empty': { good, bad: entries(der.sequence(SERIAL, ENTRY_DATE, der.sequence())) },
  'crl-reason': { good, bad: entries(entry(SERIAL, ENTRY_DATE, reason(false, 7))) },
  'crl-reason-unspecified': { good, bad: entries(entry(SERIAL, ENTRY_DATE, reason(false, 0))) },
  'crl-reason-remove': { good, bad: entries(entry(SERIAL, ENTRY_DATE, reason(false, 8))) },
  'crl-reason-critical': { good, bad: entries(entry(SERIAL, ENTRY_DATE, reason(true, 4))) },
  'crl-invalidity-date': {
    good: invalidity(false, generalized('20260201000000Z')),
    bad: invalidity(false, utc('260201000000Z')),
  },
  'crl-entry-critical': { good, bad: entries(entry(SERIAL, ENTRY_DATE, ext('1.2.3.4', true, der.nullValue()))) },
  'crl-number': { good, bad: withExtensions({ number: undefined }) },
  'crl-number-critical': { good, bad: withExtensions({ number: ext(LINT_OID.crlNumber, true, der.integer(7)) }) },
  'crl-number-length': { good, bad: withExtensions({ number: ext(LINT_OID.crlNumber, false, der.integer(-7)) }) },
  'crl-aki': { good, bad: withExtensions({ aki: undefined }) },
  'crl-unknown-critical': { good, bad: withExtensions({ more: ext('1.2.3.4', true, der.nullValue()) }) },
  'crl-idp-critical': { good: scope(true, at(CRL_URL)), bad: scope(false, at(CRL_URL)) },
  'crl-idp-empty': { good: scope(true, at(CRL_URL)), bad: scope(true) },
  'crl-idp-scope': {
    good: scope(true, der.tlv(0x81, raw(0xff))),
    bad: scope(true, der.tlv(0x81, raw(0xff)), der.tlv(0x82, raw(0xff))),
  },
  'crl-idp-matches': { good: scope(true, at(CRL_URL)), bad: scope(true, at('http://ca.example.cn/crl/2.crl')) },
  'crl-delta-critical': { good: goodDelta, bad: delta(false, 6) },
  'crl-delta-base': { good: goodDelta, bad: delta(true, 7) },
  'crl-delta-freshest': {
    good: goodDelta,
    bad: delta(true, 6, { more: ext(LINT_OID.freshestCrl, false, der.sequence(der.sequence(at(CRL_URL)))) }),
  },
};
