import { der } from '../../../der/index.ts';
import { encodeName, nameOf } from '../../../names/name.ts';
import { encodeSpki } from '../../../spki/spki.ts';
import { LINT_OID } from '../../oids.ts';
import { type Examples, planned, twins } from '../example.ts';
import {
  CA,
  COMMON,
  COUNTRY,
  ext,
  KEYS,
  NAMES,
  name,
  printable,
  purposes,
  responderParts,
  usage,
  utc,
} from '../plant.ts';

const good = planned({});
const withExtensions = (extensions: Readonly<Record<string, Uint8Array | undefined>>) => planned({ extensions });

export const PROFILE_EXAMPLES: Examples = {
  'profile-subject': { good, bad: planned({ subject: name(COUNTRY, COMMON) }) },
  'profile-subject-only': {
    good,
    bad: planned({ subject: name(COUNTRY, COMMON, [LINT_OID.serialNumber, der.utf8String('1')]) }),
  },
  'profile-validity': { good, bad: planned({ validity: der.sequence(utc('260101000000Z'), utc('320101000000Z')) }) },
  'profile-usage': { good, bad: withExtensions({ usage: usage(7, 0x80) }) },
  'profile-purpose': { good, bad: withExtensions({ purposes: purposes(false, LINT_OID.ocspSigning) }) },
  'profile-constraints': { good, bad: planned({ extensions: CA }) },
  'profile-status': { good, bad: withExtensions({ access: undefined }) },
  'profile-identity': { good, bad: withExtensions({ code: undefined }) },
  'profile-self-issued': { good, bad: planned({ issuer: NAMES.holder }) },
  'profile-no-check': {
    good: planned(responderParts, 'ocsp-responder'),
    bad: withExtensions({ more: ext(LINT_OID.ocspNoCheck, false, der.nullValue()) }),
  },
  'profile-key': { good, bad: planned({}, 'organisation-rsa') },
};

export const PAIR_EXAMPLES: Examples = {
  'pair-subject': { good: twins(), bad: twins({ subject: encodeName(nameOf({ C: 'CN', O: '乙', CN: '乙' })) }) },
  'pair-key': { good: twins(), bad: twins({}, { spki: encodeSpki(KEYS.signing.publicKey) }) },
  'pair-serial': { good: twins(), bad: twins({ serial: der.integer(77) }, { serial: der.integer(77) }) },
  'pair-usage': {
    good: twins(),
    bad: twins({ extensions: { usage: usage(3, 0x38) } }, { extensions: { usage: usage(6, 0xc0) } }),
  },
  'pair-issuer': { good: twins(), bad: twins({ issuer: NAMES.root }) },
  'pair-validity': {
    good: twins(),
    bad: twins({}, { validity: der.sequence(utc('260101000000Z'), utc('280101000000Z')) }),
  },
  'pair-identity': {
    good: twins(),
    bad: twins({}, { extensions: { code: printable(LINT_OID.organizationCode, '12345678-1') } }),
  },
};
