import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engine } from '@yinxin/gm';
import { parseCertificate } from '@yinxin/pki';
import { manufactureSoftToken, openSoftToken, randomAdminKey, sealPersonalisation, type Token } from '@yinxin/token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { IssuedPair, RecoveryAnswer, Subscriber } from '../index.ts';
import { subjectOf } from '../steps/admit.ts';
import { type House, openHouse, subscriber } from '../testing/house.ts';
import { recoverAsked } from './recover.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'recover-'));
const media: Token[] = [];
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  for (const medium of media) await medium.close();
  await house.server.close();
  rmSync(folder, { recursive: true, force: true });
});

const CARD = 'MK260302-000001-X';
/** A medium from the factory, with PIN and administrator key, and its session open. */
async function medium(serial: string): Promise<Token> {
  const directory = path.join(folder, serial);
  manufactureSoftToken(directory, { serial, cost: { n: 1024, r: 8, p: 1 } });
  const token = openSoftToken(directory);
  media.push(token);
  const secrets = { pin: '739204', adminKey: randomAdminKey(), passwordCard: CARD };
  await token.personalise(sealPersonalisation(token.status().transportPublicKey, secrets));
  return token;
}

async function pairFor(token: Token, who: Subscriber): Promise<IssuedPair> {
  const request = await token.createRequest(subjectOf(who));
  return house.issuance.issuePair(who, token.status().serial, request);
}
const install = (token: Token, { sign, chain }: IssuedPair, key: { encrypt: Uint8Array; envelopedKey: Uint8Array }) =>
  token.installCertificates({ sign, chain, encrypt: key.encrypt, envelopedKey: key.envelopedKey });

test('what was encrypted to the lost medium is read on the new one, with the recovered key', async () => {
  const who = subscriber();
  const lost = await medium('YK26030200000001');
  const old = await pairFor(lost, who);
  await install(lost, old, old);
  const said = new TextEncoder().encode('投标报价 1,280,000.00');
  const message = engine().encrypt(parseCertificate(old.encrypt).publicKey, said);
  expect(await lost.decrypt(message)).toEqual(said);

  // The reissue: another order of the same organisation, another medium, and the old pair out of force.
  const again = { ...subscriber(), organisationId: who.organisationId, name: who.name, creditCode: who.creditCode };
  const fresh = await medium('YK26030200000002');
  const pair = await pairFor(fresh, again);
  const { db } = house.server.deps;
  const why = { reason: 'superseded', cause: again.applicationNumber } as const;
  await transaction(db, (tx) => house.issuance.supersede(tx, { applicationId: who.applicationId }, why));

  const recover = (answer: RecoveryAnswer, mediumSerial = 'YK26030200000002') => {
    const tools = {
      ...house.issuance.escrow,
      ports: { ...house.issuance.escrow.ports, recoveryAsked: async () => answer },
    };
    const at = { applicationId: again.applicationId, mediumSerial };
    return transaction(db, (tx) => recoverAsked(tools, tx, at, { kind: 'system', id: null, name: 'system' }));
  };
  const stranger = subscriber();
  await pairFor(await medium('YK26030200000003'), stranger);
  const madeBy = [who.applicationId, again.applicationId, stranger.applicationId];
  expect(await recover({ asked: false })).toEqual([]);
  const [key, ...more] = await recover({ asked: true, madeBy });
  expect(more).toEqual([]);
  if (!key) throw new Error('nothing was recovered');
  expect(key.encrypt).toEqual(old.encrypt);
  expect(house.facts.at(-1)).toMatchObject({ action: 'escrow.recovered', details: { serial: key.serial } });
  await expect(recover({ asked: true, madeBy }, 'YK26030200000003')).rejects.toMatchObject({
    code: 'ESCROW_OTHER_MEDIUM',
  });
  // No order asks unless the wiring says so.
  const at = { applicationId: again.applicationId, mediumSerial: 'YK26030200000002' };
  const by = { kind: 'system', id: null, name: 'system' } as const;
  expect(await transaction(db, (tx) => house.issuance.recoverKeys(tx, at, by))).toEqual([]);

  // The envelope opens only inside the new medium.
  const other = await medium('YK26030200000004');
  await other.createRequest(subjectOf(again));
  await expect(install(other, pair, key)).rejects.toMatchObject({ problem: { code: 'E_KEY_MISMATCH' } });
  await install(fresh, pair, key);
  expect(await fresh.decrypt(message)).toEqual(said);
});
