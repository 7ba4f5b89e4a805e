/** PKCS#12 files 证书容器 (RFC 7292): built with SM4/SM3 or AES/SHA-256, opened from others as well. */
export { buildPkcs12, type Pkcs12Entry, type Pkcs12Options } from './build.ts';
export { openPkcs12, type Pkcs12Content, type Pkcs12Key } from './open.ts';
