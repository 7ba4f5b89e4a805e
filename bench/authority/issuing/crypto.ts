/** A thread that does nothing but the cryptography of pairs until it is told how long: `workerData` is the time in ms. */
import { parentPort, workerData } from 'node:worker_threads';
import { engine } from '@yinxin/gm';
import { sealEnvelopedKey } from '@yinxin/pki';

const sm2 = engine();
const holder = sm2.generateKeyPair();
const authority = sm2.generateKeyPair();
const key = sm2.openPrivateKey(authority.privateKey);
/** As long as what is signed for an organisation. */
const request = new Uint8Array(220).fill(7);
const certificate = new Uint8Array(560).fill(9);
const proof = sm2.sign(holder.privateKey, request);

function pair(): void {
  if (!sm2.verify(holder.publicKey, request, proof)) throw new Error('a right signature is wrong');
  sealEnvelopedKey(sm2.generateKeyPair().privateKey, holder.publicKey);
  for (let i = 0; i < 2; i++) {
    if (!sm2.verify(authority.publicKey, certificate, key.sign(certificate))) throw new Error('a signature is wrong');
  }
}

for (let i = 0; i < 10; i++) pair();
const began = performance.now();
const cpu = process.threadCpuUsage();
let pairs = 0;
while (performance.now() - began < Number(workerData)) {
  pair();
  pairs += 1;
}
const rate = (pairs * 1000) / (performance.now() - began);
const { user, system } = process.threadCpuUsage(cpu);
parentPort?.postMessage({ rate, cpuMs: (user + system) / 1000 / pairs });
