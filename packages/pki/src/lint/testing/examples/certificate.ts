import { der } from '../../../der/index.ts';
import { encodeSpki } from '../../../spki/spki.ts';
import { type Examples, issued, list } from '../example.ts';
import { generalized, KEYS, NAMES, raw, utc } from '../plant.ts';

const good = issued();
const validity = (from: Uint8Array, to: Uint8Array) => issued({ validity: der.sequence(from, to) });

export const CERTIFICATE_EXAMPLES: Examples = {
  'cert-structure': { good, bad: issued({ validity: der.sequence(utc('260101000000Z')) }) },
  'cert-version': { good, bad: issued({ version: der.explicit(0, der.integer(1)) }) },
  'cert-serial-positive': { good, bad: issued({ serial: raw(2, 8, 0x8b, 1, 2, 3, 4, 5, 6, 7) }) },
  'cert-serial-zero': { good, bad: issued({ serial: der.integer(0) }) },
  'cert-serial-length': { good, bad: issued({ serial: der.integer(1n << 160n) }) },
  'cert-serial-short': { good, bad: issued({ serial: der.integer(4711) }) },
  'cert-serial-entropy': { good, bad: issued({ serial: der.integer(0x5000000000001001n) }) },
  'cert-issuer-empty': { good, bad: issued({ issuer: der.sequence() }) },
  'cert-subject-empty': { good, bad: issued({ subject: der.sequence() }) },
  'cert-time-type': { good, bad: validity(generalized('20260101000000Z'), generalized('20270101000000Z')) },
  'cert-time-utc': { good, bad: validity(utc('2601010000Z'), utc('270101000000Z')) },
  'cert-time-generalized': {
    good: validity(utc('260101000000Z'), generalized('20500101000000Z')),
    bad: validity(utc('260101000000Z'), generalized('20500101000000.5Z')),
  },
  'cert-validity-order': { good, bad: validity(utc('270101000000Z'), utc('260101000000Z')) },
  'cert-validity-issuer': { good, bad: validity(utc('260101000000Z'), utc('460101000000Z')) },
  'cert-validity-now': { good, bad: issued({}, { now: new Date('2028-01-01T00:00:00Z') }) },
  'cert-unique-ids': { good, bad: issued({ uniqueIds: der.tlv(0x81, raw(0, 1)) }) },
  'cert-issuer-name': { good: list(), bad: list({ issuer: NAMES.root }) },
};

/** A request read as a certificate, a certificate cut short, and one whose extensions are none. */
export const MORE_STRUCTURES = [
  issued({ spki: der.sequence(der.integer(1)) }),
  issued({ subject: der.sequence(der.integer(1)) }),
  issued({ wrapper: der.explicit(3, der.integer(1)) }),
  issued({ wrapper: raw(encodeSpki(KEYS.signing.publicKey)) }),
];
