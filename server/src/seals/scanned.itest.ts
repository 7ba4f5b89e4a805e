import { endpoints } from '@yinxin/contract';
import { drawSeal } from '@yinxin/seal';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, worker } from '../applications/testing/player.ts';
import type { TestBrowser } from '../platform/testing/index.ts';
import { openSealHall, type SealHall } from './testing/hall.ts';

const { applications, sealScans, consoleSeals } = endpoints;
const MATERIAL = 'seal-scan';

let hall: SealHall;
let browser: TestBrowser;
beforeAll(async () => {
  hall = await openSealHall();
  browser = await hall.organisation();
});
afterAll(() => hall.server.close());

/** A sheet of 60 mm with a stamped seal of 40 mm, scanned at 300 dpi. */
async function sheet({ ink = '#d8262c', paper = '#ffffff', at = 30, dpi = 300, scale = 1 } = {}): Promise<Uint8Array> {
  const { path } = await drawSeal({ shape: 'round', name: '实体印章有限公司' });
  const side = Math.round((60 / 25.4) * dpi);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 60 60"><rect width="60" height="60" fill="${paper}"/><path transform="translate(${at} 30) scale(${scale})" fill="${ink}" d="${path}"/></svg>`;
  const drawn = sharp(Buffer.from(svg), { density: 72 }).flatten().withMetadata({ density: dpi });
  return new Uint8Array(await drawn.jpeg({ quality: 85 }).toBuffer());
}

/** An application for a seal, with its form, before it is handed in. */
async function applying() {
  const held = await hall.held();
  const { programme, project } = held;
  const body = { programme, project, service: 'seal-apply', subject: held.id };
  const order = await browser.call(applications.open, { body });
  const fields = Object.fromEntries(order.fields.map(({ code, spec }) => [code, answer(spec)]));
  const params = { id: order.id };
  const command = { type: 'save-draft', fields } as const;
  await browser.call(applications.command, { params, body: { command } });
  return { held, order, params };
}
type Applying = Awaited<ReturnType<typeof applying>>;

const upload = ({ params }: Applying, bytes: Uint8Array, name = 'seal.jpg') => ({
  params: { ...params, material: MATERIAL },
  files: [{ name, mediaType: 'image/jpeg', bytes: new Blob([new Uint8Array(bytes)]) }],
});

describe('a scan of the seal uploaded with an application', () => {
  test('is cleaned, measured and shown to both sides, and becomes the seal that is made', async () => {
    const one = await applying();
    const view = await browser.call(applications.attach, upload(one, await sheet()));
    const material = view.materials.find(({ code }) => code === MATERIAL);
    expect(material).toMatchObject({ required: false, file: { seal: { width: 40, height: 40 } } });
    const params = { ...one.params, material: MATERIAL };
    const cleaned = new Uint8Array(await (await browser.call(sealScans.own, { params })).arrayBuffer());
    const { channels, width = 0 } = await sharp(cleaned).metadata();
    expect(channels).toBe(4);
    expect(width).toBeGreaterThan(400);
    const reviewer = await hall.staff('reviewer');
    const seen = new Uint8Array(await (await reviewer.call(sealScans.staff, { params })).arrayBuffer());
    expect(seen).toEqual(cleaned);
    const stranger = await hall.organisation('0190a0a0-0000-7000-8000-0000000000aa');
    expect(await stranger.refused(sealScans.own, { params })).toMatchObject({ code: 'ORDER_NOT_FOUND' });

    const form = view.materials.find(({ form }) => form !== null)?.code ?? '';
    const printed = await browser.call(applications.form, { params: { ...one.params, form } });
    const file = [{ name: 'form.pdf', mediaType: 'application/pdf', bytes: printed }];
    const { dataVersion } = await browser.call(applications.attach, {
      params: { ...one.params, material: form },
      files: file,
    });
    const command = { type: 'submit', dataVersion } as const;
    await browser.call(applications.command, { params: one.params, body: { command } });
    await hall.execute(one.order.id, { type: 'take' }, worker('reviewer'));
    await hall.execute(one.order.id, { type: 'approve', dataVersion }, worker('reviewer'));
    await hall.seals.make(one.order.id);
    const [made] = await hall.seals.ofHoldings(hall.server.deps.db, [one.held.id]);
    const desk = await hall.staff('production');
    const picture = await desk.call(consoleSeals.picture, { params: { id: made?.id ?? '' } });
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(cleaned);
    const detail = await desk.call(consoleSeals.detail, { params: { id: made?.id ?? '' } });
    expect(detail).toMatchObject({ good: true, picture: { width: 40, height: 40 } });
  });

  const refusals: readonly [string, () => Promise<Uint8Array>, string, RegExp][] = [
    ['without red', () => sheet({ ink: '#222222' }), 'SEAL_SCAN_UNUSABLE', /没有找到红色/],
    ['too small in the picture', () => sheet({ scale: 0.3, dpi: 280 }), 'SEAL_SCAN_UNUSABLE', /太小|大小/],
    ['cut off', () => sheet({ at: 55 }), 'SEAL_SCAN_UNUSABLE', /没有拍全/],
    ['photographed in the dark', () => sheet({ ink: '#160606', paper: '#1c1a19' }), 'SEAL_SCAN_UNUSABLE', /光线太暗/],
    ['of too few pixels', () => sheet({ dpi: 90 }), 'FILE_TOO_SMALL', /./],
    ['that is no picture', async () => new Uint8Array(Buffer.from('%PDF-1.7 nothing')), 'FILE_LIES', /./],
  ];
  test.each(refusals)('is refused in plain words: %s', async (_what, made, code, words) => {
    const refused = await browser.refused(applications.attach, upload(await applying(), await made()));
    expect(refused.code).toBe(code);
    expect(refused.detail.zh).toMatch(words);
    expect(refused.next.zh.length).toBeGreaterThan(8);
  });

  test('is refused before it is decoded when it claims to be enormous', async () => {
    const bomb = Buffer.from(await sheet());
    // The frame header says 65,000 by 65,000 pixels.
    const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(65_000, frame + 5);
    bomb.writeUInt16BE(65_000, frame + 7);
    const started = process.memoryUsage().rss;
    const refused = await browser.refused(applications.attach, upload(await applying(), new Uint8Array(bomb)));
    expect(refused.code).toBe('FILE_UNREADABLE');
    expect(process.memoryUsage().rss - started).toBeLessThan(300 << 20);
  });
});
