import type { Result } from '../../case.ts';
import { command, type Files, pem, type Run, versionOf } from '../../command.ts';
import { hexBytes, type World } from '../../world.ts';

/** The openssl command. Version 3.0 knows SM2, but can be told the signer id only in some of its commands. */
export const opensslVersion = (): string | undefined => {
  const version = versionOf('openssl', 'version');
  return version !== undefined && /OpenSSL [3-9]/.test(version) ? version : undefined;
};

export const openssl = (args: readonly string[], files: Files = {}): Run => command('openssl', args, files);

export const VERIFY_ID = ['-vfyopt', 'distid:1234567812345678'];
export const SIGN_ID = ['-sigopt', 'distid:1234567812345678'];

export const cannot = (why: string) => (): Result => ({ kind: 'not applicable', why });
export const NO_ID = cannot('its command has no option for the SM2 signer id');

export const cert = (party: { readonly certificate: { readonly raw: Uint8Array } }): string =>
  pem('CERTIFICATE', party.certificate.raw);

/** Files and names that most of its commands take. */
export function context(world: World) {
  const { kind, root, issuing, signing, revoked } = world;
  return {
    isSm2: kind === 'sm2',
    files: { root: cert(root), issuing: cert(issuing), holder: cert(signing), bad: cert(revoked) },
    /** PEM of the holder's private key, not encrypted. */
    key: pem('PRIVATE KEY', signing.privateKey),
    trust: ['-CAfile', 'root', '-untrusted', 'issuing'],
    signingSerial: hexBytes(signing.certificate.serial),
  };
}
