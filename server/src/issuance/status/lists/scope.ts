/**
 * One list of a CA: everything (shard 0), or one part of it, full or as changes since the last full one 增量. The part is
 * fixed in the certificate at issuance, so a certificate never moves between lists.
 */
export interface Scope {
  /** Short name of the CA. */
  readonly authority: string;
  readonly shard: number;
  readonly kind: 'full' | 'delta';
}

/** Last part of the address, without `.crl`: `issuing`, `issuing.3`, `issuing.3.delta`. Names of CAs have no dot. */
export function scopeName({ authority, shard, kind }: Scope): string {
  return `${authority}${shard === 0 ? '' : `.${shard}`}${kind === 'delta' ? '.delta' : ''}`;
}

/** The scope of such a name; undefined when it is none. */
export function scopeOf(name: string): Scope | undefined {
  const [, authority, shard = '0', delta] = /^([a-z][a-z0-9-]{1,39})(?:\.([1-9]\d{0,3}))?(\.delta)?$/.exec(name) ?? [];
  if (authority === undefined) return undefined;
  return { authority, shard: Number(shard), kind: delta ? 'delta' : 'full' };
}

/** The part of the list a new certificate belongs to: 0 when the list is not divided, else 1 … shards, even by serial. */
export function shardOf(serial: string, shards: number): number {
  return shards <= 1 ? 0 : 1 + (Number.parseInt(serial.slice(-8), 16) % shards);
}
