import { authorities, type CeremonyAct } from '@yinxin/contract';
import { encodePem, parseCertificate } from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOFTHSM, type SoftToken, softToken } from '../../../../packages/keystore/src/testing/softhsm.ts';
import type { Room } from '../../platform/index.ts';
import { startTestServer, type TestServer } from '../../platform/testing/index.ts';
import { initAuthority, issuanceRoom, namesOf, openAuthority, storeHealth } from '../index.ts';
import { authorityPlace } from '../service.ts';
import { holder, openssl, subscriber } from '../testing/house.ts';

const title = SOFTHSM ? 'an authority in SoftHSM2' : 'SoftHSM2 is not on this machine: not tested';

// RSA inside the device is tested in packages/keystore; the whole way with it takes longer than a daily run may.
const kinds = process.env.YINXIN_LONG ? (['ecdsa-p256', 'rsa-3072'] as const) : (['ecdsa-p256'] as const);

describe.skipIf(!SOFTHSM).each(kinds)(`${title}, %s`, (algorithm) => {
  let token: SoftToken;
  let server: TestServer;
  const room = issuanceRoom({ ports: () => ({ audit: async () => {} }) });

  beforeAll(async () => {
    token = softToken();
    const before: Room = {
      name: 'before',
      migrations: {},
      register() {},
      async start(deps) {
        const names = namesOf('示例电子认证服务有限公司', 'Example', algorithm);
        await initAuthority(deps, names, { algorithm, store: 'hsm' });
      },
    };
    server = await startTestServer({ rooms: [before, room], settings: { keyStores: { hsm: token.settings } } });
  });
  afterAll(async () => {
    await server.close();
    token.remove();
  });

  test('issues pairs that openssl verifies up to the root', async () => {
    const issuance = room.service(server.deps);
    const organisation = subscriber();
    const { request } = await holder(organisation);
    const pair = await issuance.issuePair(organisation, 'M1', request);
    const [issuing, root] = pair.chain;
    const files = {
      'root.pem': encodePem('CERTIFICATE', root ?? new Uint8Array()),
      'issuing.pem': encodePem('CERTIFICATE', issuing ?? new Uint8Array()),
      'sign.pem': encodePem('CERTIFICATE', pair.sign),
      'encrypt.pem': encodePem('CERTIFICATE', pair.encrypt),
    };
    // The test's clock stands at another day than the machine's.
    const at = String(Math.floor(server.clock.now().getTime() / 1000) + 60);
    const said = openssl(
      ['verify', '-attime', at, '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', 'sign.pem', 'encrypt.pem'],
      files,
    );
    if (said !== null) expect(said).toMatch(/^0\nsign.pem: OK\nencrypt.pem: OK/);
    expect(parseCertificate(pair.sign).algorithm).toBe(algorithm === 'rsa-3072' ? 'rsa-sha256' : 'ecdsa-p256-sha256');
  });

  test('is seen by doctor and by the console, keys inside', async () => {
    const { config } = server.deps;
    expect(await storeHealth(config)).toMatchObject([
      { name: 'files', health: { ready: true } },
      { name: 'hsm', health: { ready: true, description: expect.stringContaining('SoftHSM') }, isPinKept: true },
    ]);
    const { root, issuing } = await openAuthority(authorityPlace(server.deps));
    expect([root.certificate.keyAlgorithm, issuing.certificate.keyAlgorithm]).not.toContain('sm2');
    const auditor = server.browser();
    await auditor.signIn({
      kind: 'staff',
      subject: crypto.randomUUID(),
      roles: ['auditor'],
      attributes: { name: 'a' },
    });
    const { items } = await auditor.call(authorities.keyStores, {});
    expect(items.find(({ name }) => name === 'hsm')).toMatchObject({
      state: 'ready',
      authorities: ['root', 'issuing'],
    });
  });

  test('a kind the device cannot make is told in the ceremony; nothing is made', async () => {
    const people = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const browser = server.browser();
        await browser.signIn({
          kind: 'staff',
          subject: crypto.randomUUID(),
          roles: ['administrator'],
          attributes: { name },
        });
        return browser;
      }),
    );
    const act: CeremonyAct = {
      kind: 'create-root',
      name: 'sm2-inside',
      subject: { organisation: 'Example', commonName: 'SM2 inside' },
      years: 5,
      algorithm: 'sm2',
      store: 'hsm',
    };
    const made = await people[0]?.call(authorities.propose, { body: { act, reason: 'try it' } });
    const params = { id: made?.id ?? '' };
    await people[1]?.call(authorities.decide, { params, body: { decision: 'approve' } });
    await server.deps.jobs.idle();
    const ceremony = await people[0]?.call(authorities.ceremony, { params });
    expect(ceremony).toMatchObject({ status: 'approved', problem: 'KEY_STORE_UNFIT', authority: null });
    expect((await people[0]?.call(authorities.list, {}))?.items).toHaveLength(2);
  });
});
