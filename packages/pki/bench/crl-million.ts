/**
 * Makes, reads and verifies a list of a million entries and prints times and memory:
 * `npx node packages/pki/bench/crl-million.ts [entries]`. One process, SM2, entries from memory.
 */
import { engine } from '@yinxin/gm';
import {
  assembleCertificate,
  assembleCrl,
  buildTbsCertificate,
  crlWriter,
  encodeRevokedEntry,
  issuerOf,
  nameOf,
  PROFILES,
  parseCertificate,
  parseCrl,
  sm2Signer,
  verifyCrlSignature,
} from '../src/index.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const now = new Date('2026-06-01T00:00:00Z');
const signer = sm2Signer(engine().generateKeyPair().privateKey);
const tbsCa = buildTbsCertificate(PROFILES['root-ca'], {
  serial: 1n << 120n,
  issuer: 'self',
  subject: nameOf({ C: 'CN', O: 'Bench', CN: 'Bench' }),
  publicKey: signer.publicKey,
  notBefore: now,
  notAfter: new Date('2036-01-01T00:00:00Z'),
});
const ca = parseCertificate(assembleCertificate(tbsCa, await signer.sign(tbsCa)));
const head = { issuer: issuerOf(ca), thisUpdate: now, nextUpdate: new Date('2026-06-08T00:00:00Z'), number: 7n };

const serialOf = (i: number): bigint => (BigInt(i) << 100n) + (BigInt(Math.imul(i, 0x9e3779b1) >>> 0) << 64n) + 5n;
function* entries(): Generator<Uint8Array> {
  for (let i = 1; i <= count; i++) {
    yield encodeRevokedEntry({
      serial: serialOf(i),
      revokedAt: new Date(now.getTime() - i * 1000),
      reason: 'superseded',
    });
  }
}

const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage(before);
  const wall = ((performance.now() - started) / 1000).toFixed(2);
  // On a machine that others use too, the processor's time says more than the clock on the wall.
  console.log(`${what.padEnd(40)} ${wall} s (processor ${((user + system) / 1e6).toFixed(2)} s), RSS ${mib(rss)}`);
  return result;
}

console.log(`${count} entries, RSS at start ${mib(process.memoryUsage().rss)}`);
const stored = await timed('encode the entries, once at revocation', () => {
  // As a database hands them over: many entries in one piece.
  const pieces: Uint8Array[] = [];
  const batch: Uint8Array[] = [];
  for (const entry of entries()) {
    batch.push(entry);
    if (batch.length === 1000) pieces.push(Buffer.concat(batch.splice(0)));
  }
  return [...pieces, Buffer.concat(batch)];
});
const length = stored.reduce((sum, piece) => sum + piece.length, 0);
const chunks: Uint8Array[] = [];
await timed('write the tbs from encoded entries', async () => {
  for await (const chunk of crlWriter(head, stored, length)) chunks.push(chunk);
});
stored.length = 0;
const tbs = Buffer.concat(chunks);
chunks.length = 0;
const signature = await timed(`sign ${mib(tbs.length)}`, () => signer.sign(tbs));
const raw = await timed('assemble', () => assembleCrl(tbs, signature));
const crl = await timed('parse, every entry checked', () => parseCrl(raw));
const good = await timed('verify the signature', () => verifyCrlSignature(crl, ca));
await timed('first look-up (makes the index)', () => crl.entries.has(serialOf(1)));
const found = await timed('100,000 look-ups', () => {
  let hits = 0;
  for (let i = 1; i <= 100_000; i++) hits += crl.entries.has(serialOf(i * 7)) ? 1 : 0;
  return hits;
});
const { maxRSS } = process.resourceUsage();
console.log(`signature ${good ? 'right' : 'WRONG'}, ${found} found, peak RSS ${mib(maxRSS * 1024)}`);
if (!good || crl.entries.size !== count) process.exitCode = 1;
