/** A child of the OCSP bench: signatures in a bare loop, for so many milliseconds; prints how many in a second. */
import { engine } from '@yinxin/gm';

const ms = Number(process.argv[2] ?? 3_000);
const sm2 = engine();
const key = sm2.openPrivateKey(sm2.generateKeyPair().privateKey);
// As long as ResponseData about one certificate.
const message = new Uint8Array(230).fill(7);
const until = (end: number) => {
  let count = 0;
  while (performance.now() < end) {
    for (let i = 0; i < 20; i++) key.sign(message);
    count += 20;
  }
  return count;
};
until(performance.now() + 300);
const began = performance.now();
const count = until(began + ms);
console.log((count / (performance.now() - began)) * 1000);
