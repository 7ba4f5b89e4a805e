import { DerReader, der } from '../der/index.ts';
import { OID } from '../oids.ts';
import { fullName, parsePointName } from '../x509/distribution-point.ts';
import { extension } from '../x509/extension.ts';
import type { GeneralName } from '../x509/general-name.ts';

/** Which certificates a list speaks about (RFC 5280 §5.2.5). Without one it speaks about all of its issuer's. */
export interface CrlScope {
  /** Where this list is found: certificates that name one of these addresses belong to it. */
  readonly names: readonly GeneralName[];
  readonly only: 'user' | 'ca' | 'attribute' | undefined;
  /** Only some reasons. */
  readonly someReasons: boolean;
  /** Entries of other issuers. */
  readonly indirect: boolean;
}

/** What is written into the scope of a list made here. */
export interface CrlScopeData {
  /** The addresses in the certificates of this shard 分片, exactly as they stand there. */
  readonly urls?: readonly string[];
  readonly only?: 'user' | 'ca';
}

/** IssuingDistributionPoint, critical. */
export const issuingDistributionPoint = ({ urls = [], only }: CrlScopeData): Uint8Array =>
  extension(
    OID.issuingDistributionPoint,
    true,
    der.sequence(
      ...(urls.length === 0 ? [] : [der.explicit(0, fullName(urls))]),
      ...(only === undefined ? [] : [der.implicitPrimitive(only === 'user' ? 1 : 2, Uint8Array.of(0xff))]),
    ),
  );

/** Reads IssuingDistributionPoint. Throws `DER_*`. */
export function parseScope(value: DerReader): CrlScope {
  const reader = value.sequence();
  const point = reader.context(0);
  const names = parsePointName(point);
  const flag = (tag: number): boolean => {
    const found = reader.optional(tag);
    return found !== undefined && DerReader.over(der.tlv(0x01, found.content)).boolean();
  };
  const user = flag(0x81);
  const ca = flag(0x82);
  const someReasons = reader.optional(0x83) !== undefined;
  const indirect = flag(0x84);
  const attribute = flag(0x85);
  reader.end();
  const only = attribute ? 'attribute' : ca ? 'ca' : user ? 'user' : undefined;
  // A point that is there but not understood names no address of ours.
  const strange: GeneralName[] =
    point !== undefined && names.length === 0 ? [{ kind: 'other', tag: 0x80, value: new Uint8Array(0) }] : [];
  return { names: [...names, ...strange], only, someReasons, indirect };
}
