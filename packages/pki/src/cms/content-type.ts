/**
 * The two families of messages: RFC 5652 and GM/T 0010 (GB/T 35275). Same shapes, other object identifiers; the GM one
 * stays at the versions of PKCS#7 and names its parties by issuer and serial only.
 */
export type MessageFamily = 'cms' | 'gm';

export type MessageKind = 'data' | 'signedData' | 'envelopedData' | 'signedAndEnvelopedData' | 'encryptedData';

const OIDS: Readonly<Record<MessageFamily, Readonly<Record<MessageKind, string>>>> = {
  cms: {
    data: '1.2.840.113549.1.7.1',
    signedData: '1.2.840.113549.1.7.2',
    envelopedData: '1.2.840.113549.1.7.3',
    signedAndEnvelopedData: '1.2.840.113549.1.7.4',
    encryptedData: '1.2.840.113549.1.7.6',
  },
  gm: {
    data: '1.2.156.10197.6.1.4.2.1',
    signedData: '1.2.156.10197.6.1.4.2.2',
    envelopedData: '1.2.156.10197.6.1.4.2.3',
    signedAndEnvelopedData: '1.2.156.10197.6.1.4.2.4',
    encryptedData: '1.2.156.10197.6.1.4.2.5',
  },
};

const KINDS: ReadonlyMap<string, { readonly family: MessageFamily; readonly kind: MessageKind }> = new Map([
  [OIDS.cms.data, { family: 'cms', kind: 'data' }],
  [OIDS.cms.signedData, { family: 'cms', kind: 'signedData' }],
  [OIDS.cms.envelopedData, { family: 'cms', kind: 'envelopedData' }],
  [OIDS.cms.signedAndEnvelopedData, { family: 'cms', kind: 'signedAndEnvelopedData' }],
  [OIDS.cms.encryptedData, { family: 'cms', kind: 'encryptedData' }],
  [OIDS.gm.data, { family: 'gm', kind: 'data' }],
  [OIDS.gm.signedData, { family: 'gm', kind: 'signedData' }],
  [OIDS.gm.envelopedData, { family: 'gm', kind: 'envelopedData' }],
  [OIDS.gm.signedAndEnvelopedData, { family: 'gm', kind: 'signedAndEnvelopedData' }],
  [OIDS.gm.encryptedData, { family: 'gm', kind: 'encryptedData' }],
]);

/** Object identifier of a kind of message in a family. */
export const messageOid = (family: MessageFamily, kind: MessageKind): string => OIDS[family][kind];

/** Family and kind by object identifier, undefined for others (TSTInfo, private ones). */
export const messageKindOf = (
  oid: string,
): { readonly family: MessageFamily; readonly kind: MessageKind } | undefined => KINDS.get(oid);

/** Whether two content types mean the same: mixed messages name plain data by either family's identifier. */
export const sameContentType = (a: string, b: string): boolean =>
  a === b || (KINDS.get(a)?.kind === 'data' && KINDS.get(b)?.kind === 'data');
