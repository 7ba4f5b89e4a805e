import { LINT_OID } from '../oids.ts';
import { type Fault, scanDer } from '../scan.ts';
import { childrenOf, firstOf, hexOf, oidOf, onlyOf, rawOf, readTlv, smallOf, type Tlv } from '../tlv.ts';
import { type LintCertificate, readCertificate } from './certificate.ts';
import type { LintContext } from './context.ts';
import {
  type FaultTable,
  faultTable,
  type Gap,
  isTime,
  type LintAlgorithm,
  type LintExtension,
  type LintTime,
  readAlgorithm,
  readExtensions,
  readTime,
} from './parts.ts';

/** The answer about one certificate. */
export interface LintSingle {
  readonly at: number;
  readonly certId: Tlv;
  readonly hash: string | undefined;
  /** Serial as hexadecimal of the INTEGER. */
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown' | undefined;
  readonly statusAt: number;
  readonly revokedAt: LintTime | undefined;
  readonly reason: number | undefined;
  readonly thisUpdate: LintTime | undefined;
  readonly nextUpdate: LintTime | undefined;
  readonly extensions: readonly LintExtension[];
}

/** An OCSP response. Everything after `status` is undefined or empty when it only says why there is no answer. */
export interface LintOcsp {
  readonly kind: 'ocsp';
  readonly bytes: Uint8Array;
  readonly faults: FaultTable;
  readonly gaps: readonly Gap[];
  readonly context: LintContext;
  readonly status: number | undefined;
  readonly hasBytes: boolean;
  readonly type: string | undefined;
  /** BasicOCSPResponse could be read. */
  readonly basic: boolean;
  readonly tbs: Tlv | undefined;
  readonly versionTlv: Tlv | undefined;
  readonly responderBy: 'name' | 'key' | undefined;
  /** The Name, or the OCTET STRING of the key hash. */
  readonly responderId: Tlv | undefined;
  readonly producedAt: LintTime | undefined;
  readonly singles: readonly LintSingle[];
  readonly extensions: readonly LintExtension[];
  readonly byOid: ReadonlyMap<string, LintExtension>;
  readonly times: readonly LintTime[];
  readonly outer: LintAlgorithm | undefined;
  readonly algorithms: readonly LintAlgorithm[];
  readonly signature: Tlv | undefined;
  readonly certificates: readonly LintCertificate[];
}

function readSingle(item: Tlv, gaps: Gap[]): LintSingle | undefined {
  const [certId, status, thisUpdate, ...rest] = childrenOf(item);
  const [hash, , , serial] = certId === undefined ? [] : childrenOf(certId);
  if (certId === undefined || status === undefined || serial === undefined || !isTime(thisUpdate)) {
    gaps.push({ field: 'responses', at: item.at });
    return undefined;
  }
  const nextWrapper = rest.find(({ tag }) => tag === 0xa0);
  const extensionWrapper = rest.find(({ tag }) => tag === 0xa1);
  const extensionList = extensionWrapper && firstOf(extensionWrapper);
  const [revokedAt, reasonWrapper] = status.tag === 0xa1 ? childrenOf(status) : [];
  const reasonTlv = reasonWrapper && firstOf(reasonWrapper);
  return {
    at: item.at,
    certId,
    hash: readAlgorithm(hash)?.oid,
    serial: hexOf(serial),
    status:
      status.tag === 0x80 ? 'good' : status.tag === 0xa1 ? 'revoked' : status.tag === 0x82 ? 'unknown' : undefined,
    statusAt: status.at,
    revokedAt: readTime(revokedAt),
    reason: reasonTlv?.tag === 0x0a ? (reasonTlv.bytes[reasonTlv.body] ?? 0) : undefined,
    thisUpdate: readTime(thisUpdate),
    nextUpdate: nextWrapper === undefined ? undefined : readTime(firstOf(nextWrapper)),
    extensions: extensionList?.tag === 0x30 ? readExtensions(extensionList, gaps) : [],
  };
}

interface ResponseData {
  readonly versionTlv: Tlv | undefined;
  readonly responderBy: 'name' | 'key' | undefined;
  readonly responderId: Tlv | undefined;
  readonly producedAt: LintTime | undefined;
  readonly singles: readonly LintSingle[];
  readonly extensions: readonly LintExtension[];
}

function readData(tbs: Tlv, gaps: Gap[]): ResponseData {
  const queue = childrenOf(tbs);
  let next = 0;
  const take = (field: string, ...tags: readonly number[]): Tlv | undefined => {
    const found = queue[next];
    if (found !== undefined && tags.includes(found.tag)) {
      next += 1;
      return found;
    }
    gaps.push({ field, at: found?.at ?? tbs.stop });
    return undefined;
  };
  const versionTlv = queue[0]?.tag === 0xa0 ? queue[next++] : undefined;
  const id = take('responderID', 0xa1, 0xa2, 0x82);
  const producedAt = readTime(take('producedAt', 0x18, 0x17));
  const list = take('responses', 0x30);
  const wrapper = queue[next]?.tag === 0xa1 ? queue[next] : undefined;
  const extensionList = wrapper && firstOf(wrapper);
  return {
    versionTlv,
    responderBy: id === undefined ? undefined : id.tag === 0xa1 ? 'name' : 'key',
    responderId: id === undefined ? undefined : id.tag === 0x82 ? id : onlyOf(id),
    producedAt,
    singles: (list === undefined ? [] : childrenOf(list))
      .map((item) => readSingle(item, gaps))
      .filter((one) => one !== undefined),
    extensions: extensionList?.tag === 0x30 ? readExtensions(extensionList, gaps) : [],
  };
}

/** Reads an OCSP response. */
export function readOcsp(bytes: Uint8Array, context: LintContext = {}): LintOcsp | undefined {
  const whole = readTlv(bytes, 0, bytes.length);
  const [statusTlv, wrapper] = whole === undefined ? [] : childrenOf(whole);
  if (statusTlv === undefined || statusTlv.tag !== 0x0a) return undefined;
  const faults: Fault[] = [];
  const gaps: Gap[] = [];
  const broken = scanDer(bytes, 0, bytes.length, faults);
  if (broken !== undefined) gaps.push({ field: 'DER', at: broken });
  const body = wrapper === undefined ? undefined : onlyOf(wrapper);
  const [typeTlv, value] = body === undefined ? [] : childrenOf(body);
  const type = oidOf(typeTlv);
  const basic = type === LINT_OID.ocspBasic && value?.tag === 0x04 ? onlyOf(value) : undefined;
  if (wrapper !== undefined && (type === undefined || value?.tag !== 0x04))
    gaps.push({ field: 'responseBytes', at: wrapper.at });
  if (type === LINT_OID.ocspBasic && basic === undefined && value !== undefined)
    gaps.push({ field: 'response', at: value.at });
  if (basic !== undefined) scanDer(bytes, basic.at, basic.end, faults);
  const [tbs, algorithmTlv, signature, certificatesTlv] = basic === undefined ? [] : childrenOf(basic);
  const data = tbs?.tag === 0x30 ? readData(tbs, gaps) : undefined;
  if (basic !== undefined && (data === undefined || signature?.tag !== 0x03))
    gaps.push({ field: 'response', at: basic.at });
  const certificateList = certificatesTlv?.tag === 0xa0 ? firstOf(certificatesTlv) : undefined;
  const outer = readAlgorithm(algorithmTlv);
  const extensions = data?.extensions ?? [];
  const singles = data?.singles ?? [];
  const times = [data?.producedAt, ...singles.flatMap((one) => [one.thisUpdate, one.nextUpdate, one.revokedAt])];
  return {
    kind: 'ocsp',
    bytes,
    faults: faultTable(faults),
    gaps,
    context,
    status: smallOf({ ...statusTlv, tag: 0x02 }),
    hasBytes: wrapper !== undefined,
    type,
    basic: basic !== undefined,
    tbs,
    versionTlv: data?.versionTlv,
    responderBy: data?.responderBy,
    responderId: data?.responderId,
    producedAt: data?.producedAt,
    singles,
    extensions,
    byOid: new Map(extensions.map((one) => [one.oid, one])),
    times: times.filter((one) => one !== undefined),
    outer,
    algorithms: outer === undefined ? [] : [outer],
    signature: signature?.tag === 0x03 ? signature : undefined,
    certificates: (certificateList === undefined ? [] : childrenOf(certificateList))
      .map((one) => readCertificate(rawOf(one)))
      .filter((one) => one !== undefined),
  };
}
