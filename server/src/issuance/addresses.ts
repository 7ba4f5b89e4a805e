/** Public addresses of the status service, written into every certificate. `base` is `statusUrl` without a final slash. */
export interface StatusAddresses {
  readonly ocsp: string;
  /** The list a certificate names: that of its part, 0 when the list is not divided. */
  readonly crl: (role: 'root' | 'issuing', shard?: number) => string;
  /** A list by the last part of its address, such as `issuing-3-delta`. */
  readonly list: (name: string) => string;
  readonly certificate: (role: 'root' | 'issuing') => string;
}

export function statusAddresses(base: string): StatusAddresses {
  const root = base.replace(/\/+$/, '');
  return {
    ocsp: `${root}/ocsp`,
    crl: (role, shard = 0) => `${root}/crl/${role}${shard === 0 ? '' : `-${shard}`}.crl`,
    list: (name) => `${root}/crl/${name}.crl`,
    certificate: (role) => `${root}/ca/${role}.cer`,
  };
}
