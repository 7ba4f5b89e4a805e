/** Public addresses of the status service, written into every certificate. `base` is `statusUrl` without a final slash. */
export interface StatusAddresses {
  readonly ocsp: string;
  readonly crl: (role: 'root' | 'issuing') => string;
  readonly certificate: (role: 'root' | 'issuing') => string;
}

export function statusAddresses(base: string): StatusAddresses {
  const root = base.replace(/\/+$/, '');
  return {
    ocsp: `${root}/ocsp`,
    crl: (role) => `${root}/crl/${role}.crl`,
    certificate: (role) => `${root}/ca/${role}.cer`,
  };
}
