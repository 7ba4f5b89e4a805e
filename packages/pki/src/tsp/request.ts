import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { encodeImprint, type Imprint, parseImprint } from './imprint.ts';

/** A request for a timestamp 时间戳 (RFC 3161 §2.4.1, GM/T 0033). */
export interface TimestampRequest {
  readonly imprint: Imprint;
  /** Object identifier of the policy asked for. */
  readonly policy: string | undefined;
  /** Positive; ties the answer to this request. */
  readonly nonce: bigint | undefined;
  /** Whether the authority's certificate should come with the answer. */
  readonly certificate: boolean;
  /** Object identifiers of extensions, none of which is known here. */
  readonly extensions: readonly string[];
}

const MAX_REQUEST = 16 * 1024;

/** Writes a request in DER. Throws `TSP_MALFORMED`. */
export function buildTimestampRequest(
  request: Pick<TimestampRequest, 'imprint'> & Partial<Omit<TimestampRequest, 'extensions'>>,
): Uint8Array {
  const { imprint, policy, nonce, certificate = true } = request;
  return der.sequence(
    der.integer(1),
    encodeImprint(imprint),
    ...(policy === undefined ? [] : [der.oid(policy)]),
    ...(nonce === undefined ? [] : [der.integer(nonce)]),
    ...(certificate ? [der.boolean(true)] : []),
  );
}

/** Reads a request of at most 16 KiB. Throws `TSP_VERSION`, `TSP_MALFORMED`, `ALGORITHM_UNSUPPORTED`, `DER_*`. */
export function parseTimestampRequest(bytes: Uint8Array): TimestampRequest {
  const all = DerReader.over(bytes, MAX_REQUEST);
  const reader = all.sequence();
  all.end();
  const version = reader.smallInteger();
  if (version !== 1) throw new PkiError('TSP_VERSION', `request version ${version}`);
  const imprint = parseImprint(reader);
  const policy = reader.peek() === TAG.OID ? reader.oid() : undefined;
  const nonce = reader.peek() === TAG.INTEGER ? reader.integer() : undefined;
  const certificate = reader.peek() === TAG.BOOLEAN ? reader.boolean() : false;
  const extensions = [...(reader.context(0)?.rest() ?? [])].map((value) => DerReader.within(value).oid());
  reader.end();
  return { imprint, policy, nonce, certificate, extensions };
}
