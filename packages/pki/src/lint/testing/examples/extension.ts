import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { authority, type Examples, issued, list, root } from '../example.ts';
import {
  access,
  aki,
  CA as CA_EXTENSIONS,
  crlPoints,
  ext,
  KEYS,
  raw,
  responderParts,
  ski,
  text,
  uri,
} from '../plant.ts';

const good = issued();
const withExtensions = (extensions: Readonly<Record<string, Uint8Array | undefined>>) => issued({ extensions });
const goodCa = authority();
const ca = (extensions: Readonly<Record<string, Uint8Array | undefined>>) =>
  authority({ extensions: { ...CA_EXTENSIONS, ...extensions } });

const constraints = (critical: boolean, ...content: readonly Uint8Array[]) => ({
  constraints: ext(LINT_OID.basicConstraints, critical, der.sequence(...content)),
});
const empty = (oid: string) => ext(oid, false, der.sequence());
const responder = issued(responderParts);
const noCheck = (critical: boolean, value: Uint8Array) =>
  issued({
    ...responderParts,
    extensions: { ...responderParts.extensions, noCheck: ext(LINT_OID.ocspNoCheck, critical, value) },
  });
const policy = der.sequence(der.oid('1.2.3.4'));
const alternative = (...names: readonly Uint8Array[]) =>
  withExtensions({ more: ext(LINT_OID.subjectAltName, false, der.sequence(...names)) });
const policyConstraints = (critical: boolean) =>
  ca({ more: ext(LINT_OID.policyConstraints, critical, der.sequence(der.tlv(0x80, raw(0)))) });
const inhibit = (critical: boolean) => ca({ more: ext(LINT_OID.inhibitAnyPolicy, critical, der.integer(0)) });
const permitted = (critical: boolean) =>
  ext(LINT_OID.nameConstraints, critical, der.sequence(der.explicit(0, der.sequence(der.tlv(0x82, text('cn'))))));

export const EXTENSION_EXAMPLES: Examples = {
  'ext-empty': { good, bad: issued({ wrapper: der.explicit(3, der.sequence()) }) },
  'ext-duplicate': { good, bad: withExtensions({ more: ski(KEYS.signing.id) }) },
  'ext-unknown-critical': { good, bad: withExtensions({ more: ext('1.2.3.4', true, der.nullValue()) }) },
  'ext-syntax': { good, bad: withExtensions({ constraints: ext(LINT_OID.basicConstraints, false, der.integer(1)) }) },
  'ext-netscape': { good, bad: withExtensions({ more: ext('2.16.840.1.113730.1.1', false, raw(3, 2, 5, 0xa0)) }) },
  'aki-present': { good, bad: withExtensions({ aki: undefined }) },
  'aki-key-id': {
    good,
    bad: withExtensions({ aki: ext(LINT_OID.authorityKeyIdentifier, false, der.sequence(der.tlv(0x82, raw(1)))) }),
  },
  'aki-critical': {
    good,
    bad: withExtensions({ aki: ext(LINT_OID.authorityKeyIdentifier, true, der.sequence(der.tlv(0x80, KEYS.ca.id))) }),
  },
  'aki-matches': { good: list(), bad: list({ extensions: { aki: aki(KEYS.root.id) } }) },
  'aki-self': {
    good: root(),
    bad: root({ extensions: { ...CA_EXTENSIONS, aki: aki(KEYS.ca.id), ski: ski(KEYS.root.id) } }),
  },
  'ski-present-ca': { good: goodCa, bad: ca({ ski: undefined }) },
  'ski-present': { good, bad: withExtensions({ ski: undefined }) },
  'ski-critical': {
    good,
    bad: withExtensions({ ski: ext(LINT_OID.subjectKeyIdentifier, true, der.octetString(KEYS.signing.id)) }),
  },
  'ski-method': { good, bad: withExtensions({ ski: ski(new Uint8Array(32).fill(3)) }) },
  'constraints-ca': { good: goodCa, bad: ca({ constraints: undefined }) },
  'constraints-critical': { good: goodCa, bad: ca(constraints(false, der.boolean(true))) },
  'constraints-path': { good: goodCa, bad: withExtensions(constraints(false, der.integer(0))) },
  'constraints-path-range': { good: goodCa, bad: ca(constraints(true, der.boolean(true), der.integer(-1))) },
  'no-check-form': { good: responder, bad: noCheck(false, der.octetString(raw(1))) },
  'no-check-critical': { good: responder, bad: noCheck(true, der.nullValue()) },
  'no-check-place': {
    good: responder,
    bad: withExtensions({ more: ext(LINT_OID.ocspNoCheck, false, der.nullValue()) }),
  },
  'crldp-present': { good, bad: withExtensions({ crl: undefined }) },
  'crldp-critical': {
    good,
    bad: withExtensions({
      crl: ext(
        LINT_OID.crlDistributionPoints,
        true,
        der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, uri('http://a.cn/1.crl'))))),
      ),
    }),
  },
  'crldp-empty': {
    good,
    bad: withExtensions({
      crl: ext(LINT_OID.crlDistributionPoints, false, der.sequence(der.sequence(der.tlv(0x81, raw(1, 2))))),
    }),
  },
  'crldp-http': { good, bad: withExtensions({ crl: crlPoints(uri('ldap://ca.example.cn/cn=crl')) }) },
  'aia-critical': {
    good,
    bad: withExtensions({
      access: ext(
        LINT_OID.authorityInfoAccess,
        true,
        der.sequence(der.sequence(der.oid(LINT_OID.ocsp), uri('http://a.cn/'))),
      ),
    }),
  },
  'aia-empty': { good, bad: withExtensions({ access: empty(LINT_OID.authorityInfoAccess) }) },
  'aia-http': { good, bad: withExtensions({ access: access([LINT_OID.ocsp, uri('file:///etc/passwd')]) }) },
  'policy-empty': { good, bad: withExtensions({ policies: empty(LINT_OID.certificatePolicies) }) },
  'policy-repeated': {
    good,
    bad: withExtensions({ policies: ext(LINT_OID.certificatePolicies, false, der.sequence(policy, policy)) }),
  },
  'policy-constraints-critical': { good: policyConstraints(true), bad: policyConstraints(false) },
  'inhibit-any-critical': { good: inhibit(true), bad: inhibit(false) },
  'name-constraints': { good: ca({ more: permitted(true) }), bad: withExtensions({ more: permitted(true) }) },
  'alt-name-empty': { good: alternative(der.tlv(0x82, text('a.cn'))), bad: alternative() },
};

/** Other addresses that are none. */
export const MORE_ADDRESSES = ['', 'http://', 'http:/a.cn/1.crl', 'ca.example.cn/1.crl', 'http://a .cn/'].map((value) =>
  withExtensions({ crl: crlPoints(uri(value)) }),
);
