import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from './testing/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const ask = async (body: Uint8Array) => {
  const headers = { 'content-type': 'application/ocsp-request' };
  const answer = await house.server.browser().fetch('/ocsp', { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};
/** OCSPResponse { responseStatus malformedRequest } (RFC 6960, 4.2.1). */
const malformed = '30030a0101';

/** A DER sequence around a content. */
function around(content: Uint8Array): Buffer {
  const { length } = content;
  const head = length < 128 ? [0x30, length] : [0x30, 0x83, length >> 16, (length >> 8) & 255, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}
const nested = (levels: number): Uint8Array => {
  let der: Uint8Array = Buffer.from([5, 0]);
  for (let i = 0; i < levels; i += 1) der = around(der);
  return der;
};

it.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(1000)],
  ['an endless length', Buffer.from('3080', 'hex')],
  ['a length beyond the end', Buffer.from('3084ffffffff', 'hex')],
  ['a thousand sequences in each other', nested(1000)],
  ['three thousand sequences in each other', nested(3_000)],
])('an OCSP question of %s is malformed', async (_what, question) => {
  const { status, bytes } = await ask(question);
  expect(status).toBe(200);
  expect(bytes.toString('hex')).toBe(malformed);
});

it('three hundred OCSP questions of noise break nothing', async () => {
  for (let i = 0; i < 300; i += 1) {
    const question = Buffer.concat([Buffer.from([0x30, 0x82, 0, 60, 0x30, 58]), randomBytes(58)]);
    const { status, bytes } = await ask(question);
    expect(status).toBe(200);
    expect(bytes.subarray(0, 1).toString('hex')).toBe('30');
  }
});

it('a question larger than any is refused', async () => {
  expect((await ask(Buffer.alloc(70_000))).status).toBe(413);
  expect((await ask(nested(10_000))).status).toBe(413);
});

it.each([
  '/ocsp/',
  '/ocsp/%00',
  '/ocsp/AAAA',
  '/ocsp/../api/session',
  `/ocsp/${'A'.repeat(10_000)}`,
  '/crl/..%2fca.pem',
])('GET %s finds nothing and breaks nothing', async (path) => {
  expect((await house.server.browser().fetch(path)).status).toBeLessThan(500);
});
