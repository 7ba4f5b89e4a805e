import { fromHex } from '@yinxin/gm';
import { PROFILES } from '@yinxin/pki';
import { enrol, makeAuthority, NOW, STATUS_ADDRESSES } from '../../../pki/src/testing/authority.ts';
import type { SealData } from '../structure/encode.ts';

export { NOW };

/** One transparent pixel. */
export const PIXEL = fromHex(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154785e63fcffff3f030005fe02fea7357901e40000000049454e44ae426082',
);

/** Root, issuing CA, an organisation's certificates, and a seal maker below the issuing CA. */
export async function makeHouse() {
  const authority = await makeAuthority();
  const maker = await enrol(PROFILES['organisation-signing'], authority.issuing, {
    ...STATUS_ADDRESSES,
    identity: { creditCode: '91350100M000100Y43' },
  });
  const anchors = [authority.root.certificate];
  return {
    ...authority,
    maker: { certificate: maker.certificate.raw, signer: maker.signer },
    trust: { at: NOW, anchors, intermediates: [authority.issuing.certificate] },
  };
}

/** What most seals of the tests say; override what matters. */
export function sampleSeal(holder: Uint8Array, over: Partial<SealData> = {}): SealData {
  return {
    standard: 'GB/T 38540-2020',
    vendor: 'EXAMPLE',
    id: '36010020000001',
    type: 1,
    name: '示例科技有限公司',
    holders: { by: 'certificate', certificates: [holder] },
    createdAt: new Date('2026-05-01T08:00:00Z'),
    validFrom: new Date('2026-05-01T08:00:00Z'),
    validTo: new Date('2027-05-01T08:00:00Z'),
    picture: { type: 'png', data: PIXEL, width: 40, height: 40 },
    ...over,
  };
}
