import { describe, expect, test, vi } from 'vitest';
import { type Hall, type Medium, makeMedium, OtherMedium, type ProductionState, STEPS, type Step } from './making.ts';

const state: ProductionState = {
  applicationId: '019ab000-0000-7000-8000-000000000001',
  status: 'waiting',
  mediumSerial: null,
  passwordCard: null,
  subject: {
    country: 'CN',
    province: '江西省',
    locality: null,
    organisation: '江西示例有限公司',
    organisationalUnit: null,
    commonName: '江西示例有限公司',
  },
};

function bench(known = true) {
  const issued = { ...state, status: 'issued' as const, sign: 's', encrypt: 'e', chain: ['c'], envelopedKey: 'k' };
  const hall = {
    isRegistered: vi.fn(async () => known),
    register: vi.fn(async () => undefined),
    personalise: vi.fn(async () => ({ envelope: 'envelope' })),
    request: vi.fn(async () => issued),
    nonce: vi.fn(async () => ({ nonce: 'nonce' })),
    confirm: vi.fn(async () => ({ ...state, status: 'made' as const })),
  } satisfies Hall;
  const blank = {
    serial: 'YX1',
    label: '',
    model: 'soft',
    state: 'blank' as const,
    personalised: false,
    open: false,
    passwordCard: null,
    transportPublicKey: 'key',
    containers: [],
    pinInitial: true,
    pinChange: 'advised' as const,
    pin: { left: 6, limit: 6 },
  };
  const medium = {
    medium: vi.fn(async () => blank),
    personalise: vi.fn(async () => ({ serial: 'YX1', resumed: false })),
    createRequest: vi.fn(async () => ({ serial: 'YX1', container: '1', request: 'p10' })),
    install: vi.fn(async () => ({ serial: 'YX1', container: '1', repeated: false })),
    prove: vi.fn(async () => ({
      format: 'yinxin-auth:1' as const,
      serial: 'YX1',
      origin: 'o',
      certificate: 's',
      algorithm: 'SM2-SM3' as const,
      signature: 'signature',
      agent: 'a',
    })),
    finish: vi.fn(async () => blank),
  } satisfies Medium;
  const steps: Step[] = [];
  return { hall, medium, steps, onStep: (step: Step) => steps.push(step) };
}

describe('making a medium', () => {
  test('goes through every step in order and hands each result on', async () => {
    const { hall, medium, steps, onStep } = bench(false);
    const made = await makeMedium(hall, medium, { state, passwordCard: 'PC1' }, onStep);
    expect(made.status).toBe('made');
    expect(steps).toEqual(STEPS);
    expect(hall.register).toHaveBeenCalledWith('YX1', 'soft');
    expect(medium.personalise).toHaveBeenCalledWith({ serial: 'YX1', envelope: 'envelope' });
    expect(medium.createRequest).toHaveBeenCalledWith({
      serial: 'YX1',
      subject: { C: 'CN', ST: '江西省', O: '江西示例有限公司', CN: '江西示例有限公司' },
    });
    expect(hall.request).toHaveBeenCalledWith({ mediumSerial: 'YX1', request: 'p10' });
    expect(hall.confirm).toHaveBeenCalledWith({ mediumSerial: 'YX1', nonce: 'nonce', signature: 'signature' });
  });

  test('a medium in stock is not registered again', async () => {
    const { hall, medium, onStep } = bench();
    await makeMedium(hall, medium, { state, passwordCard: 'PC1' }, onStep);
    expect(hall.register).not.toHaveBeenCalled();
  });

  test('another medium than the one begun with is refused before anything is written', async () => {
    const { hall, medium, onStep } = bench();
    const begun = { ...state, status: 'personalised' as const, mediumSerial: 'YX2' };
    await expect(makeMedium(hall, medium, { state: begun, passwordCard: 'PC1' }, onStep)).rejects.toThrow(OtherMedium);
    expect(hall.personalise).not.toHaveBeenCalled();
  });

  test('a failure stops at its step', async () => {
    const { hall, medium, steps, onStep } = bench();
    medium.install.mockRejectedValueOnce(new Error('unplugged'));
    await expect(makeMedium(hall, medium, { state, passwordCard: 'PC1' }, onStep)).rejects.toThrow('unplugged');
    expect(steps.at(-1)).toBe('install');
    expect(hall.confirm).not.toHaveBeenCalled();
  });
});
