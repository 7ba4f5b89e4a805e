import { engine, openSm2Pool } from '@yinxin/gm';

const TOTAL = Number(process.env.YINXIN_BENCH_SIGNATURES ?? 1_000_000);
const STEP = TOTAL / 10;
const BATCH = 500;
const MIB = 1024 * 1024;

/**
 * Signs a million times, through the pool, through libuv's threads and on this thread in turns, verifies some with keys of
 * their own, and prints what the process holds after every tenth. Fails when the second half adds more than 16 MiB.
 */
export async function benchMemory(): Promise<void> {
  const sm2 = engine();
  const pool = openSm2Pool();
  const { privateKey } = sm2.generateKeyPair();
  const key = sm2.openPrivateKey(privateKey);
  const pooled = pool.openPrivateKey(privateKey);
  const message = new Uint8Array(600);
  const held: number[] = [];
  const began = performance.now();
  console.log('signatures       rss      heap   buffers   seconds');
  for (let made = 0, round = 0; made < TOTAL; made += BATCH, round++) {
    const messages = Array.from({ length: BATCH }, (_, i) => {
      new DataView(message.buffer).setUint32(0, made + i);
      return message.slice();
    });
    // Mostly the pool, which is the fastest; the other ways take their turns.
    if (round % 10 === 1) await Promise.all(messages.map((one) => key.signAsync(one)));
    else if (round % 10 === 2) for (const one of messages) key.sign(one);
    else await pooled.signMany(messages);
    if (round % 10 === 3) openAndDrop(message);
    if (Math.floor((made + BATCH) / STEP) > Math.floor(made / STEP)) held.push(show(made + BATCH, began));
  }
  key.close();
  pooled.close();
  await pool.close();
  const growth = Math.max(...held.slice(5)) - (held[4] ?? 0);
  console.log(`second half: ${growth.toFixed(1)} MiB more`);
  if (growth > 16) process.exitCode = 1;
}

/** A key pair, a signature, a check with a key not seen before, a ciphertext: all let go. */
function openAndDrop(message: Uint8Array): void {
  const sm2 = engine();
  const pair = sm2.generateKeyPair();
  const signature = sm2.sign(pair.privateKey, message);
  if (!sm2.verify(pair.publicKey, message, signature)) throw new Error('a good signature was refused');
  sm2.decrypt(pair.privateKey, sm2.encrypt(pair.publicKey, message));
}

function show(made: number, began: number): number {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const [total, heap, buffers] = [rss, heapUsed, arrayBuffers].map((value) => value / MIB);
  const column = (value = 0): string => `${value.toFixed(1)} MiB`.padStart(10);
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(9);
  console.log(`${String(made).padStart(10)}${column(total)}${column(heap)}${column(buffers)}${seconds}`);
  return total ?? 0;
}
