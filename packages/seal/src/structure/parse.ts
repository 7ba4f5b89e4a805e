import { DerReader, type DerValue, der, OID } from '@yinxin/pki';
import { refusing, SealError } from '../errors.ts';
import { readHolders } from './holders.ts';
import { LIMITS } from './limits.ts';
import { TAG } from './tags.ts';
import { readText } from './text.ts';
import { readSealTime } from './time.ts';
import type { HoldersByCertificate, HoldersByDigest, Seal, SealContent, SealExtension, SealPicture } from './types.ts';

/** Header version; `ID` must be "ES". */
function readHeader(reader: DerReader): { version: number; vendor: string } {
  const at = reader.at;
  if (readText(reader, TAG.IA5_STRING, LIMITS.label) !== 'ES') {
    throw new SealError('SEAL_HEADER', 'not the header of an electronic seal', { at });
  }
  const version = reader.smallInteger();
  const vendor = readText(reader, TAG.IA5_STRING, LIMITS.label);
  reader.end();
  return { version, vendor };
}

function readPicture(reader: DerReader): SealPicture {
  const type = readText(reader, TAG.IA5_STRING, LIMITS.label);
  const data = reader.octets();
  const at = reader.at;
  const width = reader.smallInteger();
  const height = reader.smallInteger();
  reader.end();
  const outside = (side: number): boolean => side < 1 || side > LIMITS.millimetres;
  if (outside(width) || outside(height)) throw new SealError('SEAL_PICTURE', 'no such size in millimetres', { at });
  if (data.length === 0) throw new SealError('SEAL_PICTURE', 'the picture is empty', { at });
  return { type, data, width, height };
}

/** extDatas: a bare SEQUENCE in seals in use, [0] EXPLICIT after the letter; both are read. */
function readExtensions(reader: DerReader): SealExtension[] {
  const wrapper = reader.context(0);
  const list = wrapper?.sequence() ?? (reader.peek() === TAG.SEQUENCE ? reader.sequence() : undefined);
  wrapper?.end();
  const found: SealExtension[] = [];
  while (list !== undefined && !list.done) {
    const at = list.at;
    const item = list.sequence();
    const oid = item.oid();
    const critical = item.peek() === TAG.BOOLEAN ? item.boolean() : false;
    const value = item.octets();
    item.end();
    if (found.length === LIMITS.extensions) throw new SealError('SEAL_VALUE', 'too many extensions', { at });
    if (found.some((other) => other.oid === oid)) {
      throw new SealError('SEAL_EXTENSION_DUPLICATE', `extension ${oid} twice`, { at });
    }
    found.push({ oid, critical, value });
  }
  return found;
}

interface ReadInfo extends SealContent {
  readonly version: number;
  readonly holders: HoldersByCertificate | HoldersByDigest;
}

function readInfo(value: DerValue): ReadInfo {
  const reader = DerReader.within(value);
  const versionAt = reader.at;
  const { version, vendor } = readHeader(reader.sequence());
  if (version < 1 || version > 5) throw new SealError('SEAL_VERSION', `seal version ${version}`, { at: versionAt });
  const id = readText(reader, TAG.IA5_STRING, LIMITS.label);
  const property = reader.sequence();
  const type = property.smallInteger();
  const name = readText(property, TAG.UTF8_STRING, LIMITS.name);
  const holders = readHolders(property, version);
  const createdAt = readSealTime(property);
  const validFrom = readSealTime(property);
  const validTo = readSealTime(property);
  property.end();
  const picture = readPicture(reader.sequence());
  const extensions = readExtensions(reader);
  reader.end();
  return { version, vendor, id, type, name, holders, createdAt, validFrom, validTo, picture, extensions };
}

interface MakerPart {
  readonly makerCertificate: Uint8Array;
  readonly signature: Uint8Array;
}

/** Certificate, algorithm, signature: flat since 2020, a SEQUENCE of its own before. */
function readMaker(reader: DerReader): MakerPart {
  const makerCertificate = reader.octets();
  const at = reader.at;
  const algorithm = reader.oid();
  if (algorithm !== OID.sm2WithSm3) {
    throw new SealError('SEAL_SIGNATURE_ALGORITHM', `signature algorithm ${algorithm}`, { at });
  }
  return { makerCertificate, signature: reader.bitBytes() };
}

/** timeStamp of 2025: [0] EXPLICIT; some programs leave the tag out. */
function readTimestamp(reader: DerReader): Uint8Array | undefined {
  const wrapper = reader.context(0);
  const token = wrapper?.bitBytes();
  wrapper?.end();
  return token ?? (reader.peek() === TAG.BIT_STRING ? reader.bitBytes() : undefined);
}

function read(bytes: Uint8Array): Seal {
  const all = DerReader.over(bytes, LIMITS.seal);
  const outer = all.sequence();
  all.end();
  const infoValue = outer.take(TAG.SEQUENCE);
  const at = outer.at;
  const nested = outer.peek() === TAG.SEQUENCE;
  const { version, holders, ...content } = readInfo(infoValue);
  if (nested !== version < 4) {
    throw new SealError('SEAL_SHAPE', `the seal says version ${version} and is built like another`, { at });
  }
  const maker = nested ? outer.sequence() : outer;
  const { makerCertificate, signature } = readMaker(maker);
  const timestamp = version === 5 ? readTimestamp(outer) : undefined;
  if (nested) maker.end();
  outer.end();
  const signed = { ...content, raw: bytes, makerCertificate, signature };
  if ((version === 1 || version === 2 || version === 3) && holders.by === 'certificate') {
    const tbs = der.sequence(infoValue.raw, der.octetString(makerCertificate), der.oid(OID.sm2WithSm3));
    return { ...signed, standard: 'GM/T 0031-2014', version, holders, tbs };
  }
  if (version === 4) return { ...signed, standard: 'GB/T 38540-2020', version, holders, tbs: infoValue.raw };
  return { ...signed, standard: 'GM/T 0031-2025', version: 5, holders, tbs: infoValue.raw, timestamp };
}

/**
 * Reads an electronic seal in DER, of any version. Nothing is verified; see `verifySeal`. Throws `SealError` and nothing
 * else: `SEAL_TOO_LARGE`, `SEAL_MALFORMED` with the reader's own code in `because`, and what names a rule of the structure.
 */
export function parseSeal(bytes: Uint8Array): Seal {
  if (bytes.length > LIMITS.seal) throw new SealError('SEAL_TOO_LARGE', `longer than ${LIMITS.seal} bytes`);
  return refusing('SEAL_MALFORMED', () => read(bytes));
}
