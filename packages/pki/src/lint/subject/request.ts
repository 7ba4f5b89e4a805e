import { LINT_OID } from '../oids.ts';
import { type Fault, scanDer } from '../scan.ts';
import { childrenOf, oidOf, readTlv, smallOf, type Tlv } from '../tlv.ts';
import type { LintContext } from './context.ts';
import {
  type FaultTable,
  faultTable,
  type Gap,
  type LintAlgorithm,
  type LintExtension,
  type LintKey,
  type LintName,
  readAlgorithm,
  readExtensions,
  readKey,
  readName,
} from './parts.ts';

export interface LintRequestAttribute {
  readonly oid: string;
  readonly at: number;
  /** The SET of values; some writers leave it away. */
  readonly values: Tlv | undefined;
}

/** A certificate request (PKCS#10). */
export interface LintRequest {
  readonly kind: 'request';
  readonly bytes: Uint8Array;
  readonly faults: FaultTable;
  readonly gaps: readonly Gap[];
  readonly context: LintContext;
  readonly tbs: Tlv;
  readonly version: number | undefined;
  readonly subject: LintName | undefined;
  readonly names: readonly (readonly [field: string, name: LintName])[];
  readonly key: LintKey | undefined;
  /** The [0] of the attributes, which must be there even when empty. */
  readonly attributesTlv: Tlv | undefined;
  readonly attributes: readonly LintRequestAttribute[];
  readonly outer: LintAlgorithm | undefined;
  readonly algorithms: readonly LintAlgorithm[];
  /** Extensions asked for. */
  readonly extensions: readonly LintExtension[];
  readonly signature: Tlv | undefined;
}

function readAttributes(list: Tlv | undefined, gaps: Gap[]): LintRequestAttribute[] {
  const found: LintRequestAttribute[] = [];
  for (const item of list === undefined ? [] : childrenOf(list)) {
    const [type, values] = childrenOf(item);
    const oid = oidOf(type);
    if (oid === undefined) gaps.push({ field: 'attributes', at: item.at });
    else found.push({ oid, at: item.at, values: values?.tag === 0x31 ? values : undefined });
  }
  return found;
}

/** Reads a request. */
export function readRequest(bytes: Uint8Array, context: LintContext = {}): LintRequest | undefined {
  const whole = readTlv(bytes, 0, bytes.length);
  const [tbs, ...outer] = whole === undefined ? [] : childrenOf(whole);
  if (tbs === undefined || tbs.tag !== 0x30) return undefined;
  const faults: Fault[] = [];
  const gaps: Gap[] = [];
  const broken = scanDer(bytes, 0, bytes.length, faults);
  if (broken !== undefined) gaps.push({ field: 'DER', at: broken });
  const [versionTlv, nameTlv, keyTlv, attributesTlv] = childrenOf(tbs);
  const subject = readName(nameTlv);
  const key = readKey(keyTlv);
  if (versionTlv?.tag !== 0x02) gaps.push({ field: 'version', at: tbs.body });
  if (subject === undefined || subject.broken !== undefined)
    gaps.push({ field: 'subject', at: subject?.broken ?? nameTlv?.at ?? tbs.stop });
  if (key === undefined) gaps.push({ field: 'subjectPublicKeyInfo', at: keyTlv?.at ?? tbs.stop });
  const attributes = readAttributes(attributesTlv?.tag === 0xa0 ? attributesTlv : undefined, gaps);
  const asked = attributes.find(({ oid }) => oid === LINT_OID.extensionRequest)?.values;
  const extensionList = asked === undefined ? undefined : childrenOf(asked)[0];
  const algorithm = readAlgorithm(outer[0]);
  return {
    kind: 'request',
    bytes,
    faults: faultTable(faults),
    gaps,
    context,
    tbs,
    version: smallOf(versionTlv),
    subject,
    names: subject === undefined ? [] : [['subject', subject]],
    key,
    attributesTlv: attributesTlv?.tag === 0xa0 ? attributesTlv : undefined,
    attributes,
    outer: algorithm,
    algorithms: algorithm === undefined ? [] : [algorithm],
    extensions: extensionList?.tag === 0x30 ? readExtensions(extensionList, gaps) : [],
    signature: outer[1]?.tag === 0x03 ? outer[1] : undefined,
  };
}
