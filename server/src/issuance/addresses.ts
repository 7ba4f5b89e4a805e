import { shardOf } from './status/lists/scope.ts';

/** Public addresses of the status service, written into every certificate. `base` is `statusUrl` without a final slash. */
export interface StatusAddresses {
  /** What all of them begin with, without a final slash. */
  readonly base: string;
  readonly ocsp: string;
  /** The list a certificate names: that of its part, 0 when the list is not divided. */
  readonly crl: (name: string, shard?: number) => string;
  /** A list by the last part of its address, such as `issuing.3.delta`. */
  readonly list: (name: string) => string;
  /** The part of the list a new certificate belongs to for its life; 0 when lists are not divided. */
  readonly shardOf: (serial: string) => number;
  readonly certificate: (name: string) => string;
}

/** `shards`: parts of the issuing CA's list for new certificates. */
export function statusAddresses(base: string, shards = 1): StatusAddresses {
  const root = base.replace(/\/+$/, '');
  return {
    base: root,
    ocsp: `${root}/ocsp`,
    crl: (name, shard = 0) => `${root}/crl/${name}${shard === 0 ? '' : `.${shard}`}.crl`,
    list: (name) => `${root}/crl/${name}.crl`,
    shardOf: (serial) => shardOf(serial, shards),
    certificate: (name) => `${root}/ca/${name}.cer`,
  };
}
