import { encodePem, encodeSpki } from '@yinxin/pki';
import { expect, it } from 'vitest';
import { openssl, opensslVersion } from '../../../pki/src/testing/openssl.ts';
import { usualDesign } from '../drawing/design.ts';
import { drawSeal } from '../drawing/draw.ts';
import { renderPng } from '../drawing/png.ts';
import { makeHouse, NOW, PIXEL } from '../testing/house.ts';
import { buildSeal, type SealOrder } from './order.ts';
import { parseSeal } from './parse.ts';
import { verifySeal } from './verify.ts';

const house = await makeHouse();
const certificate = house.signing.certificate.raw;
const drawn = await drawSeal(usualDesign('contract', '示例科技有限公司', '3601000000017'));
const { width, height } = drawn;
const order: SealOrder = {
  certificate,
  sort: 'contract',
  id: '3601000000017',
  vendor: 'YINXIN',
  picture: { data: await renderPng(drawn, 300), width, height },
  createdAt: NOW,
  validFrom: NOW,
  validTo: house.signing.certificate.notAfter,
  maker: house.maker,
};

it.each(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const)(
  'an organisation gets its seal after %s, drawn, bound to its certificate, and good',
  async (standard) => {
    const seal = parseSeal(await buildSeal({ ...order, standard }));
    expect(seal).toMatchObject({ standard, type: 1, name: '示例科技有限公司合同专用章', id: order.id });
    expect(seal.holders.by).toBe(standard === 'GM/T 0031-2014' ? 'certificate' : 'digest');
    expect(seal.picture).toEqual({ type: 'png', ...order.picture });
    expect(verifySeal(seal, { ...house.trust, holder: certificate })).toEqual({ good: true, findings: [] });
    const other = verifySeal(seal, { ...house.trust, holder: house.encryption.certificate.raw });
    expect(other.findings).toEqual([{ code: 'HOLDER_NOT_LISTED', severity: 'error' }]);
  },
);

it.runIf(opensslVersion !== undefined).each(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const)(
  'openssl finds the signature of %s good, and no other',
  async (standard) => {
    const { tbs: seal, signature } = parseSeal(await buildSeal({ ...order, standard }));
    const key = encodePem('PUBLIC KEY', encodeSpki(house.maker.signer.publicKey));
    const verify = (tbs: Uint8Array) =>
      openssl(
        ['dgst', '-sm3', '-verify', 'key', '-sigopt', 'distid:1234567812345678', '-signature', 'signature', 'seal'],
        { key, signature, seal: tbs },
      );
    expect(verify(seal)).toMatchObject({ good: true, output: 'Verified OK\n' });
    expect(verify(seal.with(-1, 0xee)).good).toBe(false);
  },
);

it.each<[string, Partial<SealOrder>, string]>([
  ['a certificate that is none', { certificate: PIXEL }, 'SEAL_CERTIFICATE'],
  ['a certificate for encryption', { certificate: house.encryption.certificate.raw }, 'SEAL_CERTIFICATE'],
  ['an end after the certificate', { validTo: new Date('2099-01-01') }, 'SEAL_OUTLIVES_CERTIFICATE'],
  ['a beginning before it', { validFrom: new Date('2020-01-01') }, 'SEAL_OUTLIVES_CERTIFICATE'],
  ['a picture that is none', { picture: { data: PIXEL.subarray(8), width, height } }, 'SEAL_PICTURE'],
  ['a vector', { picture: { data: new TextEncoder().encode(drawn.svg), width, height } }, 'SEAL_PICTURE'],
  ['no number', { id: '' }, 'SEAL_VALUE'],
])('refused: %s', async (_, over, code) => {
  await expect(buildSeal({ ...order, ...over })).rejects.toMatchObject({ name: 'SealError', code });
});

it('refused: what a signer answers that did not sign', async () => {
  const signer = { ...house.maker.signer, sign: () => house.signing.signer.sign(PIXEL) };
  const made = buildSeal({ ...order, maker: { ...house.maker, signer } });
  await expect(made).rejects.toMatchObject({ code: 'SEAL_SIGNATURE_WRONG' });
});

it('what the signer throws goes through', async () => {
  const signer = { ...house.maker.signer, sign: () => Promise.reject(new RangeError('the store is closed')) };
  await expect(buildSeal({ ...order, maker: { ...house.maker, signer } })).rejects.toThrow(RangeError);
});
