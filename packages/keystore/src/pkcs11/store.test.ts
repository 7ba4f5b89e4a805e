import { verifySignature } from '@yinxin/pki';
import { describe, expect, test } from 'vitest';
import { Pkcs11Settings } from '../settings.ts';
import { type SoftwareDevice, softwareDevice, VENDOR } from '../testing/software-module.ts';
import { pkcs11Store } from './store.ts';

const tbs = Buffer.from('to be signed');

function storeOver(device: SoftwareDevice, change: { input?: 'message' | 'digest-za' | 'sm3'; pin?: string } = {}) {
  let time = 0;
  const settings = Pkcs11Settings.parse({
    kind: 'pkcs11',
    library: 'none',
    token: 'software',
    pin: change.pin ?? '4711',
    sm2: {
      keyGenMechanism: VENDOR.keyGen,
      signMechanism: VENDOR.sign,
      keyType: VENDOR.keyType,
      input: change.input ?? 'message',
    },
  });
  const store = pkcs11Store({ name: 'hsm', settings, table: device.table, now: () => time });
  return {
    store,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe('a module with SM2 under vendor numbers', () => {
  test.each([
    ['message', 'message', tbs.length],
    ['digest', 'digest-za', 32],
  ] as const)('that takes the %s makes keys and signs with them', async (takes, input, length) => {
    const device = softwareDevice('4711', takes);
    const { store } = storeOver(device, { input });
    expect(await store.health()).toMatchObject({ ready: true, description: 'Yinxin tests', algorithms: ['sm2'] });
    const made = await store.generate({ algorithm: 'sm2', label: 'ca' });
    const again = await store.open(made.ref);
    expect(again.publicKey).toEqual(made.publicKey);
    const signatures = await Promise.all(Array.from({ length: 8 }, () => again.sign(tbs)));
    for (const signature of signatures) expect(verifySignature('sm2-sm3', made, tbs, signature)).toBe(true);
    expect(device.lastInput).toHaveLength(length);
    expect(await store.list()).toEqual([{ ref: made.ref, label: 'ca' }]);
    await store.close();
  });

  test('that is told wrongly what it takes gives no signature that is not right', async () => {
    const { store } = storeOver(softwareDevice('4711', 'message'), { input: 'digest-za' });
    const key = await store.generate({ algorithm: 'sm2', label: 'ca' });
    await expect(key.sign(tbs)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a wrong PIN is tried once and never again', async () => {
    const device = softwareDevice('4711');
    const { store, pass } = storeOver(device, { pin: '0000' });
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await store.health()).toMatchObject({ ready: false, problem: 'STORE_PIN_WRONG' });
      pass(3_600_000);
    }
    expect(device.calls.get('C_Login')).toBe(1);
  });

  test.each([
    ['was pulled out', 0x32, 'STORE_DEVICE_REMOVED'],
    ['lost its session', 0xb3, 'STORE_UNREACHABLE'],
  ] as const)('a device that %s is red, and works again by itself when it is back', async (_what, answer, problem) => {
    const device = softwareDevice('4711');
    const { store, pass } = storeOver(device);
    const key = await store.generate({ algorithm: 'sm2', label: 'ca' });
    device.fault = () => answer;
    await expect(key.sign(tbs)).rejects.toMatchObject({ code: problem });
    const tried = device.calls.get('C_Initialize');
    expect(await store.health()).toMatchObject({ ready: false, problem });
    // In the pause nothing is tried.
    expect(device.calls.get('C_Initialize')).toBe(tried);
    device.fault = () => 0;
    pass(250);
    expect(verifySignature('sm2-sm3', key, tbs, await key.sign(tbs))).toBe(true);
    expect(await store.health()).toMatchObject({ ready: true });
  });

  test('a session lost once is not seen by who signs', async () => {
    const device = softwareDevice('4711');
    const { store } = storeOver(device);
    const key = await store.generate({ algorithm: 'sm2', label: 'ca' });
    let left = 1;
    device.fault = (name) => {
      if (name !== 'C_SignInit' || left === 0) return 0;
      left -= 1;
      return 0xb3;
    };
    expect(verifySignature('sm2-sm3', key, tbs, await key.sign(tbs))).toBe(true);
    expect(device.calls.get('C_Finalize')).toBe(1);
  });

  test.each([
    [
      'a key that is not there',
      'STORE_KEY_MISSING',
      (store: ReturnType<typeof storeOver>['store']) => store.open('00ff'),
    ],
    [
      'a kind it cannot make',
      'STORE_MECHANISM_MISSING',
      (store: ReturnType<typeof storeOver>['store']) => store.generate({ algorithm: 'rsa-3072', label: 'ca' }),
    ],
  ])('%s is refused as %s', async (_what, code, act) => {
    const { store } = storeOver(softwareDevice('4711'));
    await expect(act(store)).rejects.toMatchObject({ code });
  });

  test('a spoilt signature never leaves the store', async () => {
    const device = softwareDevice('4711');
    const { store } = storeOver(device);
    const key = await store.generate({ algorithm: 'sm2', label: 'ca' });
    device.spoil = (raw) => raw.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    await expect(key.sign(tbs)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });
});
