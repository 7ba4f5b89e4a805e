import { der } from '../../../der/index.ts';
import { keyIdentifier } from '../../../spki/spki.ts';
import { LINT_OID } from '../../oids.ts';
import { answer, type Examples } from '../example.ts';
import {
  certId,
  certificate,
  ext,
  FRESH,
  GOOD,
  generalized,
  KEYS,
  NAMES,
  NEXT,
  raw,
  responderParts,
  single,
  utc,
} from '../plant.ts';

const good = answer();
const singles = (...all: readonly Uint8Array[]) => answer({ singles: all });
const revoked = (date: string, ...rest: readonly Uint8Array[]) =>
  singles(single(certId(), der.explicit(1, generalized(date), ...rest), FRESH, NEXT));
const REASON = (code: number) => der.explicit(0, der.enumerated(code));
const nonce = (value: Uint8Array) => answer({ extensions: [ext(LINT_OID.ocspNonce, false, value)] });
const byKey = (id: Uint8Array) => answer({ id: der.explicit(2, id) });
const delegate = (extensions: Readonly<Record<string, Uint8Array | undefined>>) =>
  answer({
    certificates: [certificate({ ...responderParts, extensions: { ...responderParts.extensions, ...extensions } })],
  });
const HASH = keyIdentifier(KEYS.responder.publicKey);

export const OCSP_EXAMPLES: Examples = {
  'ocsp-structure': { good, bad: answer({ producedAt: der.integer(1) }) },
  'ocsp-status': { good, bad: answer({ status: 4, body: raw() }) },
  'ocsp-bytes': { good: answer({ status: 1, body: raw() }), bad: answer({ body: raw() }) },
  'ocsp-type': { good, bad: answer({ type: '1.2.3.4' }) },
  'ocsp-version': { good, bad: answer({ version: der.explicit(0, der.integer(0)) }) },
  'ocsp-key-hash': { good: byKey(der.octetString(HASH)), bad: byKey(der.octetString(new Uint8Array(32))) },
  'ocsp-responder': { good, bad: answer({ id: der.explicit(1, NAMES.ca) }) },
  'ocsp-produced-future': { good, bad: answer({ producedAt: generalized('20260602000000Z') }) },
  'ocsp-time-type': { good, bad: answer({ producedAt: utc('260601000000Z') }) },
  'ocsp-update-order': {
    good,
    bad: singles(single(certId(), GOOD, FRESH, der.explicit(0, generalized('20260531000000Z')))),
  },
  'ocsp-next-update': { good, bad: singles(single(certId(), GOOD, FRESH)) },
  'ocsp-stale': { good, bad: answer({}, { now: new Date('2026-06-02T00:00:00Z') }) },
  'ocsp-nonce': { good, bad: nonce(der.octetString(new Uint8Array(129))) },
  'ocsp-single-empty': { good, bad: singles() },
  'ocsp-single-repeated': {
    good,
    bad: singles(single(certId(), GOOD, FRESH, NEXT), single(certId(), GOOD, FRESH, NEXT)),
  },
  'ocsp-cert-status': { good, bad: singles(single(certId(), der.tlv(0x83), FRESH, NEXT)) },
  'ocsp-reason': { good: revoked('20260501000000Z', REASON(4)), bad: revoked('20260501000000Z', REASON(7)) },
  'ocsp-revoked-future': { good: revoked('20260501000000Z'), bad: revoked('20260701000000Z') },
  'ocsp-unknown-serial': { good, bad: singles(single(certId(der.integer(4711)), GOOD, FRESH, NEXT)) },
  'ocsp-delegate-purpose': { good, bad: delegate({ purposes: undefined }) },
  'ocsp-delegate-no-check': { good, bad: delegate({ noCheck: undefined }) },
  'ocsp-critical': { good, bad: answer({ extensions: [ext(LINT_OID.ocspNonce, true, der.octetString(raw(1)))] }) },
  'ocsp-cert-id-hash': { good, bad: singles(single(certId(undefined, '1.2.3.4'), GOOD, FRESH, NEXT)) },
};

/** Other nonces that are none. */
export const MORE_NONCES = [nonce(raw(1, 2, 3)), nonce(der.octetString())];
