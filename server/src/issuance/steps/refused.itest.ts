import { engine } from '@yinxin/gm';
import { assembleRequest, buildRequest, der, encodeName, encodeSpki, nameOf, sm2Signer } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Subscriber } from '../index.ts';
import { keyManagement } from '../kmc/escrow.ts';
import { type House, holder, openHouse, subscriber } from '../testing/house.ts';
import { subjectOf } from './admit.ts';
import { negativeOf } from './weak-keys.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ escrow: { preparedKeys: 1 } });
});
afterAll(() => house.server.close());

const nameFor = (who: Subscriber) => nameOf(subjectOf(who));
const known = (hex: string) => sm2Signer(Buffer.from(hex.padStart(64, '0'), 'hex'));
const fresh = () => sm2Signer(engine().generateKeyPair().privateKey);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A request that carries a public key its signer does not have: what somebody can do who only knows the key. */
async function withKey(who: Subscriber, publicKey: Uint8Array): Promise<Uint8Array> {
  const signer = fresh();
  const tbs = der.sequence(der.integer(0), encodeName(nameFor(who)), encodeSpki(publicKey), der.explicit(0));
  return assembleRequest(tbs, await signer.sign(tbs));
}

async function asking(who: Subscriber, oid: string, value: Uint8Array): Promise<Uint8Array> {
  const signer = fresh();
  const extensions = der.sequence(der.sequence(der.oid(oid), der.octetString(value)));
  const attribute = der.sequence(der.oid('1.2.840.113549.1.9.14'), der.setOf(extensions));
  const tbs = der.sequence(
    der.integer(0),
    encodeName(nameFor(who)),
    encodeSpki(signer.publicKey),
    der.explicit(0, attribute),
  );
  return assembleRequest(tbs, await signer.sign(tbs));
}

const another = async () => {
  const who = subscriber();
  const key = await holder(who);
  return { who, key, pair: await house.issuance.issuePair(who, 'M', key.request) };
};

type Case = readonly [
  name: string,
  code: string,
  make: (who: Subscriber) => Promise<Uint8Array>,
  change?: Partial<Subscriber> | undefined,
];
const cases: readonly Case[] = [
  ['nothing', 'REQUEST_UNREADABLE', async () => new Uint8Array()],
  ['a text', 'REQUEST_UNREADABLE', async () => Buffer.from('-----BEGIN CERTIFICATE REQUEST-----')],
  ['a truncated request', 'REQUEST_UNREADABLE', async (who) => (await holder(who)).request.slice(0, -3)],
  [
    'bytes after the end',
    'REQUEST_UNREADABLE',
    async (who) => Buffer.concat([(await holder(who)).request, Buffer.alloc(1)]),
  ],
  ['a certificate', 'REQUEST_UNREADABLE', async () => (await another()).pair.sign],
  [
    'a point beside the curve',
    'REQUEST_UNREADABLE',
    async (who) => {
      const { publicKey } = fresh();
      publicKey[64] = (publicKey[64] ?? 0) ^ 1;
      return withKey(who, publicKey);
    },
  ],
  [
    'somebody else’s key, without having it',
    'REQUEST_PROOF_WRONG',
    async (who) => withKey(who, (await another()).key.signer.publicKey),
  ],
  [
    'somebody else’s whole request',
    'REQUEST_SUBJECT_WRONG',
    async () => (await holder(subscriber({ name: '别人的公司' }))).request,
  ],
  [
    'one changed byte under the signature',
    'REQUEST_PROOF_WRONG',
    async (who) => {
      const request = (await holder(who)).request.slice();
      const at = Buffer.from(request).indexOf(Buffer.from('江西省'));
      request[at + 2] = (request[at + 2] ?? 0) ^ 1;
      return request;
    },
  ],
  [
    'a signature with another signer id',
    'REQUEST_PROOF_WRONG',
    async (who) => {
      const { privateKey, publicKey } = engine().generateKeyPair();
      const tbs = der.sequence(der.integer(0), encodeName(nameFor(who)), encodeSpki(publicKey), der.explicit(0));
      return assembleRequest(tbs, engine().sign(privateKey, tbs, Buffer.from('somebody')));
    },
  ],
  [
    'the key of GB/T 32918',
    'REQUEST_KEY_WEAK',
    (who) => buildRequest(nameFor(who), known('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')),
  ],
  ['the private key 1', 'REQUEST_KEY_WEAK', (who) => buildRequest(nameFor(who), known('1'))],
  ['the private key 17', 'REQUEST_KEY_WEAK', (who) => buildRequest(nameFor(who), known('11'))],
  ['a pattern as private key', 'REQUEST_KEY_WEAK', (who) => buildRequest(nameFor(who), known('1'.repeat(64)))],
  [
    'the negative of a known key',
    'REQUEST_KEY_WEAK',
    (who) => buildRequest(nameFor(who), known('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54120')),
  ],
  [
    'a key that has a certificate',
    'REQUEST_KEY_REUSED',
    async (who) => buildRequest(nameFor(who), (await another()).key.signer),
  ],
  [
    'the negative of a key that has a certificate',
    'REQUEST_KEY_REUSED',
    async (who) => {
      const { key } = await another();
      const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
      const d = n - BigInt(`0x${Buffer.from(key.privateKey).toString('hex')}`);
      const signer = known(d.toString(16));
      expect(signer.publicKey).toEqual(negativeOf(key.signer.publicKey));
      return buildRequest(nameFor(who), signer);
    },
  ],
  [
    'the key of the issuing CA',
    'REQUEST_PROOF_WRONG',
    async (who) => withKey(who, (await house.issuance.open()).authority.issuing.certificate.publicKey),
  ],
  [
    'an escrowed encryption key',
    'REQUEST_KEY_REUSED',
    async (who) => {
      const { db, clock, sealing } = house.server.deps;
      const [made] = await db.transaction().execute(async (tx) => {
        const keys = keyManagement(clock, sealing, 0);
        const [taken] = await keys.pool.take(tx, 1);
        if (!taken) throw new Error('no key');
        await sql`insert into escrowed_key values (${taken.id}, ${Buffer.from(taken.public_key)},
          ${Buffer.from(taken.sealed_private)}, ${taken.storage_key_id}, 'history', now(), now())`.execute(tx);
        return [sm2Signer(taken.privateKey)];
      });
      if (!made) throw new Error('no key');
      return buildRequest(nameFor(who), made);
    },
  ],
  [
    'the subject of another organisation',
    'REQUEST_SUBJECT_WRONG',
    (who) => buildRequest(nameFor({ ...who, name: '另一家公司' }), fresh()),
  ],
  [
    'a unit nobody asked for',
    'REQUEST_SUBJECT_WRONG',
    (who) => buildRequest(nameFor({ ...who, organisationalUnit: '财务' }), fresh()),
  ],
  ['to be a CA', 'REQUEST_PROFILE_NOT_ALLOWED', (who) => asking(who, '2.5.29.19', der.sequence(der.boolean(true)))],
  ['to sign certificates', 'REQUEST_PROFILE_NOT_ALLOWED', (who) => asking(who, '2.5.29.15', Uint8Array.of(3, 2, 1, 6))],
  [
    'to answer OCSP',
    'REQUEST_PROFILE_NOT_ALLOWED',
    (who) => asking(who, '2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.9'))),
  ],
  [
    'another kind of certificate',
    'REQUEST_PROFILE_NOT_ALLOWED',
    async (who) => (await holder(who)).request,
    { profile: 'ocsp-responder' },
  ],
  ['an extension request that is none', 'REQUEST_UNREADABLE', (who) => asking(who, '2.5.29.15', Uint8Array.of(5, 0))],
];

test.each(cases.map((one) => [one[0], one[1], one] as const))(
  '%s: %s, logged, and nothing issued',
  async (_name, code, [, , make, change]) => {
    const who = subscriber(change);
    const request = await make(who);
    await expect(house.issuance.issuePair(who, 'M-REFUSED', new Uint8Array(request))).rejects.toMatchObject({ code });
    const { rows } = await sql<{
      n: number;
    }>`select (select count(*) from certificate where application_id = ${who.applicationId})
    + (select count(*) from certificate_order where application_id = ${who.applicationId}) as n`.execute(
      house.server.deps.db,
    );
    expect(Number(rows[0]?.n)).toBe(0);
    const [told] = house.facts.filter(({ subject }) => subject.id === who.applicationId);
    expect(told).toMatchObject({ action: 'certificate.refused', details: { code, medium: 'M-REFUSED' } });
    if (request.length > 0) expect(JSON.stringify(told)).not.toContain(base64(request));
  },
);

test('what asks for no more than an organisation’s certificate may say so', async () => {
  const who = subscriber();
  await expect(
    house.issuance.issuePair(who, 'M', await asking(who, '2.5.29.15', Uint8Array.of(3, 2, 6, 0xc0))),
  ).resolves.toBeTruthy();
});
