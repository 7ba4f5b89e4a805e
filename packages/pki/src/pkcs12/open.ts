import { concatBytes, toHex } from '@yinxin/gm';
import { privateKeyAlgorithm } from '../algorithms/signer.ts';
import { type AttributeSet, onlyValue, parseAttributes } from '../cms/attributes.ts';
import { berToDer } from '../cms/ber.ts';
import { members } from '../cms/content-info.ts';
import { messageKindOf } from '../cms/content-type.ts';
import { DerReader, type DerValue, decodeText, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { unprotect } from './encryption.ts';
import { checkMac } from './mac.ts';
import { P12 } from './oids.ts';
import { WorkBudget } from './password-kdf.ts';

/** A private key found in a file. */
export interface Pkcs12Key {
  /** PrivateKeyInfo in DER, to be overwritten after use. */
  readonly privateKey: Uint8Array;
  /** The certificate of the same local key id, in DER. */
  readonly certificate: Uint8Array | undefined;
  readonly name: string | undefined;
}

/** What a file holds. */
export interface Pkcs12Content {
  readonly keys: readonly Pkcs12Key[];
  /** Every certificate in DER, those of the keys included. */
  readonly certificates: readonly Uint8Array[];
}

interface Bag {
  readonly kind: 'key' | 'certificate';
  readonly bytes: Uint8Array;
  readonly name: string | undefined;
  readonly localKeyId: string | undefined;
}

const MAX_FILE = 1 << 20;
const MAX_NESTING = 4;

const malformed = (what: string): PkiError => new PkiError('PKCS12_MALFORMED', what);

/** One value that came out of a decryption or an OCTET STRING; BER occurs here as well. */
const inner = (bytes: Uint8Array): DerReader => {
  const all = DerReader.over(berToDer(bytes, MAX_FILE), MAX_FILE + 64);
  const reader = all.sequence();
  all.end();
  return reader;
};

class Opening {
  readonly bags: Bag[] = [];
  private readonly password: string;
  private readonly budget: WorkBudget;

  constructor(password: string, budget: WorkBudget) {
    this.password = password;
    this.budget = budget;
  }

  /** One ContentInfo of the AuthenticatedSafe: its SafeContents, plain or decrypted. */
  async contentInfo(value: DerValue): Promise<void> {
    const reader = DerReader.within(value);
    const oid = reader.oid();
    const content = reader.context(0);
    if (content === undefined) throw malformed('a part of the file is empty');
    switch (messageKindOf(oid)?.kind) {
      case 'data':
        return this.safeContents(inner(content.octets()), 0);
      case 'encryptedData': {
        const data = content.sequence();
        data.smallInteger();
        const info = data.sequence();
        info.oid();
        const algorithm = info.take(TAG.SEQUENCE);
        const whole = info.optional(0x80)?.content;
        const pieces = whole === undefined ? info.context(0) : undefined;
        const sealed = whole ?? concatBytes(...[...(pieces?.rest() ?? [])].map((piece) => piece.content));
        return this.safeContents(inner(await unprotect(algorithm, sealed, this.password, this.budget)), 0);
      }
      default:
        throw new PkiError('PKCS12_UNSUPPORTED', `a part protected by ${oid}`);
    }
  }

  private async safeContents(reader: DerReader, depth: number): Promise<void> {
    if (depth > MAX_NESTING) throw malformed('bags are nested too deeply');
    for (const value of members(reader)) await this.safeBag(value, depth);
    if (this.bags.length > 256) throw malformed('more than 256 bags');
  }

  private async safeBag(value: DerValue, depth: number): Promise<void> {
    const reader = DerReader.within(value);
    const oid = reader.oid();
    const content = reader.context(0);
    const set = reader.optional(TAG.SET);
    if (content === undefined) throw malformed('an empty bag');
    const attributes = set && parseAttributes(set);
    switch (oid) {
      case P12.keyBag:
        return this.add('key', content.take(TAG.SEQUENCE).raw, attributes);
      case P12.shroudedKeyBag: {
        const shrouded = content.sequence();
        const algorithm = shrouded.take(TAG.SEQUENCE);
        const key = await unprotect(algorithm, shrouded.octets(), this.password, this.budget);
        return this.add('key', key, attributes);
      }
      case P12.certBag: {
        const certificate = content.sequence();
        if (certificate.oid() !== P12.x509Certificate) return;
        const wrapped = certificate.context(0);
        if (wrapped === undefined) throw malformed('an empty certificate bag');
        return this.add('certificate', wrapped.octets(), attributes);
      }
      case P12.safeContentsBag:
        return this.safeContents(content.sequence(), depth + 1);
      default:
        // CRLs and secrets of other programs are read over.
        return;
    }
  }

  private add(kind: Bag['kind'], bytes: Uint8Array, attributes: AttributeSet | undefined): void {
    const text = attributes && onlyValue(attributes, P12.friendlyName);
    const id = attributes && onlyValue(attributes, P12.localKeyId);
    this.bags.push({ kind, bytes, name: text && decodeText(text), localKeyId: id && toHex(id.content) });
  }
}

/** Keys with the certificate of the same local key id; a lone key takes the lone certificate. */
function paired(bags: readonly Bag[]): Pkcs12Content {
  const certificates = bags.filter(({ kind }) => kind === 'certificate');
  const keys = bags.filter(({ kind }) => kind === 'key');
  const certificateOf = ({ localKeyId }: Bag): Bag | undefined =>
    localKeyId === undefined
      ? keys.length === 1 && certificates.length === 1
        ? certificates[0]
        : undefined
      : certificates.find((one) => one.localKeyId === localKeyId);
  return {
    keys: keys.map((key) => {
      const certificate = certificateOf(key);
      return { privateKey: key.bytes, certificate: certificate?.bytes, name: key.name ?? certificate?.name };
    }),
    certificates: certificates.map(({ bytes }) => bytes),
  };
}

/**
 * Opens a PKCS#12 file of at most 1 MiB: PBES2 with SM4, AES or 3DES, the old 3DES scheme, MAC of RFC 7292 or RFC 9579.
 * `mostIterations` bounds the work of the whole file, ten million rounds of PBKDF2 unless told.
 * Throws `PKCS12_PASSWORD` (wrong password or altered), `PKCS12_UNSUPPORTED` (RC2 where the library has none, no MAC,
 * public-key protection), `PKCS12_TOO_COSTLY`, `PKCS12_MALFORMED`, `ALGORITHM_UNSUPPORTED`, `DER_*`, `CMS_*`.
 */
export async function openPkcs12(bytes: Uint8Array, password: string, mostIterations?: number): Promise<Pkcs12Content> {
  const file = inner(bytes);
  const version = file.smallInteger();
  if (version !== 3) throw new PkiError('PKCS12_UNSUPPORTED', `file version ${version}`);
  const outer = file.sequence();
  const type = outer.oid();
  if (messageKindOf(type)?.kind !== 'data') throw new PkiError('PKCS12_UNSUPPORTED', `integrity by ${type}`);
  const content = outer.context(0)?.octets();
  if (content === undefined) throw malformed('the file is empty');
  if (file.done) throw new PkiError('PKCS12_UNSUPPORTED', 'the file has no MAC: nothing protects it from changes');
  const budget = new WorkBudget(mostIterations);
  await checkMac(file.sequence(), content, password, budget);
  file.end();
  const opening = new Opening(password, budget);
  for (const value of members(inner(content))) await opening.contentInfo(value);
  for (const { kind, bytes: key } of opening.bags) if (kind === 'key') privateKeyAlgorithm(key);
  return paired(opening.bags);
}
