import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodePem } from '@yinxin/pki';

/** Everything the journey leaves behind for other people's tools. */
export interface Artefacts {
  root: Uint8Array;
  issuer: Uint8Array;
  sign: Uint8Array;
  encrypt: Uint8Array;
  request: Uint8Array;
  crl: Uint8Array;
  ocsp: Uint8Array;
  /** Null where nothing is printed. */
  applicationForm: Uint8Array | null;
}

/** Writes the artefacts under the names the README promises. */
export function writeArtefacts(dir: string, found: Artefacts): void {
  mkdirSync(dir, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(dir, name), content);
  write('root.pem', encodePem('CERTIFICATE', found.root));
  write('issuer.pem', encodePem('CERTIFICATE', found.issuer));
  write('sign.pem', encodePem('CERTIFICATE', found.sign));
  write('encrypt.pem', encodePem('CERTIFICATE', found.encrypt));
  write('request.p10', found.request);
  write('crl.der', found.crl);
  write('ocsp.der', found.ocsp);
  if (found.applicationForm) write('application-form.pdf', found.applicationForm);
}
