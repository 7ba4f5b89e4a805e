import { parentPort, workerData } from 'node:worker_threads';
import { DEFAULT_SIGNER_ID, portableEngine } from '@yinxin/gm';
import { openSslKeys } from '../../../packages/gm/src/sm2/openssl-keys.ts';
import { openOpenSsl } from '../../../packages/gm/src/sm2/openssl-library.ts';

/** The limit of this library in this process: the calls of one operation over and over, with nothing around them. */
export function bareLoops() {
  const ssl = openOpenSsl();
  const keys = openSslKeys(ssl);
  const md: unknown = ssl.sm3();
  const { privateKey, publicKey } = portableEngine.generateKeyPair();
  const message = new Uint8Array(600).fill(7);

  const begin = (init: typeof ssl.signInit, key: unknown): unknown => {
    const digest: unknown = ssl.newDigest();
    const context: unknown = ssl.newContext(key, null);
    ssl.setSignerId(context, DEFAULT_SIGNER_ID, DEFAULT_SIGNER_ID.length);
    ssl.attachContext(digest, context);
    init(digest, null, md, null, key);
    return digest;
  };
  const [open, openPublic] = [keys.openPrivate(privateKey), keys.openPublic(publicKey)];
  const [signing, verifying] = [begin(ssl.signInit, open), begin(ssl.verifyInit, openPublic)];
  const out = new Uint8Array(80);
  const size: [number | bigint] = [80];
  const signature = portableEngine.sign(privateKey, message);
  return {
    sign(): void {
      size[0] = 80;
      ssl.signInit(signing, null, md, null, open);
      if (ssl.sign(signing, out, size, message, message.length) !== 1) throw new Error('the bare loop does not sign');
    },
    verify(): void {
      ssl.verifyInit(verifying, null, md, null, openPublic);
      const result: unknown = ssl.verify(verifying, signature, signature.length, message, message.length);
      if (result !== 1) throw new Error('the bare loop does not verify');
    },
  };
}

// As a thread: runs one of the loops for so long and answers with how often.
if (parentPort !== null) {
  const { op, seconds }: { op: 'sign' | 'verify'; seconds: number } = workerData;
  const run = bareLoops()[op];
  for (let i = 0; i < 50; i++) run();
  parentPort.once('message', () => {
    const end = performance.now() + seconds * 1000;
    let count = 0;
    for (; performance.now() < end; count++) run();
    parentPort?.postMessage(count);
  });
  parentPort.postMessage('ready');
}
