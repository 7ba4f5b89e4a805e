import { constants, deflateRawSync } from 'node:zlib';
import { endpoints } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  approveOrder,
  type House,
  type Organisation,
  openHouse,
  openOrder,
  orderAt,
  pdf,
  submitOrder,
  upload,
} from './testing/house.ts';

const { applications, consoleApplications, requests, session } = endpoints;

let house: House;
let who: Organisation;
beforeAll(async () => {
  house = await openHouse();
  who = await house.organisation();
});
afterAll(() => house.close());

const Refusal = z.object({ status: z.number(), code: z.string() });
const post = async (path: string, body: BodyInit, type = 'application/json') => {
  const answer = await house.server.browser().fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
  return Refusal.parse(await answer.json());
};

describe('bodies that attack', () => {
  it.each([
    ['arrays in arrays', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
    ['objects in objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
    ['deep inside a field', `{"creditCode":${'['.repeat(400_000)}${']'.repeat(400_000)},"password":"x"}`],
  ])('%s are refused in words', async (_what, body) => {
    expect((await post('/api/sessions', body)).status).toBeOneOf([400, 422]);
  });

  it('too deep JSON beside an upload is refused in words', async () => {
    const form = new FormData();
    form.append('data', `{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}`);
    form.append('file', new Blob(['x']), 'x.pdf');
    const headers = { 'idempotency-key': 'deep-deep-deep' };
    const answer = await house.server.browser().fetch('/api/mobile-changes', { method: 'POST', headers, body: form });
    expect(answer.status).toBe(422);
  });

  it.each([
    ['a prototype as key', '{"__proto__":{"admin":true},"creditCode":"a","password":"b"}'],
    ['a constructor as key', '{"constructor":{"prototype":{"admin":true}},"creditCode":"a","password":"b"}'],
    ['an extra property', '{"creditCode":"91360100MA35ABCD12","password":"b","roles":["administrator"]}'],
    ['a list for a text', '{"creditCode":["a"],"password":"b"}'],
    ['NUL', '{"creditCode":"a\\u0000","password":"b"}'],
    ['half a surrogate pair', '{"creditCode":"\\ud800","password":"b"}'],
    ['no JSON', '{"creditCode":'],
    ['nothing', ''],
  ])('%s is refused', async (_what, body) => {
    const refused = await post('/api/sessions', body);
    expect(refused.status).toBeOneOf([400, 422]);
    expect(refused.code).toMatch(/^(INPUT_INVALID|BODY_UNREADABLE)$/);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('bytes that are no UTF-8 are refused', async () => {
    const body = Buffer.from('7b2263726564697443 6f6465223a22ff22 7d'.replaceAll(' ', ''), 'hex');
    expect((await post('/api/sessions', body)).status).toBe(422);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data'])(
    'a form of another site (%s) does nothing',
    async (type) => {
      const refused = await post('/api/sessions', '{"creditCode":"x","password":"y"}', type);
      expect(refused.status).toBeOneOf([400, 422]);
    },
  );
});

describe('addresses that attack', () => {
  it('words of the language are no codes of materials, forms, projects, queues', async () => {
    const { id } = await openOrder(who);
    const params = { id };
    const file = upload(await pdf('c'), 'c.pdf');
    for (const word of ['constructor', 'prototype', 'valueof']) {
      const material = { id, material: word };
      const attach = await who.refused(applications.attach, { params: material, files: [file] });
      expect(attach.code).toBe('MATERIAL_UNKNOWN');
      expect((await who.refused(applications.material, { params: material })).code).toBe('NO_FILE_HERE');
      expect((await who.refused(applications.form, { params: { id, form: word } })).code).toBe('FORM_UNKNOWN');
      const remove = { command: { type: 'remove-material', material: word } } as const;
      expect((await who.refused(applications.command, { params, body: remove })).code).toBe('MATERIAL_MISSING');
      const save = { command: { type: 'save-draft', fields: { [word]: 'x' } } } as const;
      expect((await who.refused(applications.command, { params, body: save })).code).toBe('FIELD_UNKNOWN');
      const open = { programme: word, project: word, service: word };
      expect((await who.refused(applications.open, { body: open })).code).toBe('PROGRAMME_UNKNOWN');
      const reviewer = await house.staff('reviewer');
      expect((await reviewer.refused(consoleApplications.queue, { params: { queue: word } })).code).toBe(
        'QUEUE_UNKNOWN',
      );
      const reveal = { params, body: { field: word, reason: 'curious' } };
      expect((await reviewer.refused(consoleApplications.reveal, reveal)).code).toBe('FIELD_UNKNOWN');
    }
  });

  it('a word of the language is no material after a return either', async () => {
    const { who: owner, id } = await orderAt(house, 'submitted');
    const reviewer = await house.staff('reviewer');
    const faults = [{ item: { kind: 'material', code: 'business-licence' }, reason: 'no-seal' }] as const;
    const params = { id };
    await reviewer.call(consoleApplications.command, { params, body: { command: { type: 'take' } } });
    const order = await reviewer.call(consoleApplications.read, { params });
    const reason = order.materials.length > 0 ? await firstReason() : 'x';
    await reviewer.call(consoleApplications.command, {
      params,
      body: { command: { type: 'return-materials', faults: [{ ...faults[0], reason }] } },
    });
    const remove = { command: { type: 'remove-material', material: 'constructor' } } as const;
    expect((await owner.refused(applications.command, { params, body: remove })).code).toBe('MATERIAL_MISSING');
  });

  const firstReason = async () => {
    const { programmes } = await who.call(endpoints.catalogue.programmes, {});
    const project = programmes[0]?.projects.find(({ code }) => code === 'housing-in-province');
    return project?.materials.find(({ code }) => code === 'business-licence')?.reasons[0]?.code ?? '';
  };

  it.each([
    '/api/applications/..%2f..%2fetc%2fpasswd',
    '/api/applications/%00',
    '/api/applications/%ff',
    '/api/applications/%',
    `/api/applications/${'a'.repeat(300)}`,
    '/api/applications?page=1e9&size=1e9',
    '/api/applications?page=-1',
    '/api/applications?from=2026-02-31',
    '/api/applications?page=1&page=2',
    '/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
  ])('GET %s finds nothing and breaks nothing', async (path) => {
    const answer = await who.fetch(path);
    expect(answer.status).toBeOneOf([400, 404, 414, 422]);
    expect(await answer.text()).not.toContain('"dependencies"');
  });

  it.each(['0001-01-01', '9999-12-31'])('an order list from %s and until then is empty, not broken', async (day) => {
    expect((await who.call(applications.list, { query: { from: day } })).total).toBeGreaterThanOrEqual(0);
    expect((await who.call(applications.list, { query: { to: day } })).total).toBeGreaterThanOrEqual(0);
  });

  it('the last page of all is empty, not broken', async () => {
    const { items } = await who.call(applications.list, { query: { page: Number.MAX_SAFE_INTEGER, size: 100 } });
    expect(items).toEqual([]);
  });

  it('a search for signs of the database’s language is a search for text', async () => {
    const staff = await house.staff('customer-service');
    for (const q of [`' or 1=1 --`, '%', '_', '\\', `"; drop table application; --`, '\u{1F600}']) {
      expect((await staff.call(consoleApplications.search, { query: { q } })).total).toBe(0);
    }
  });
});

describe('names of files', () => {
  it.each([
    ['cut in the middle of a character', `${'a'.repeat(195)}😀😀😀.pdf`],
    ['turned round', '合同\u202efdp.pdf'],
    ['with a path', '../../etc/passwd.pdf'],
    ['with a header', 'a"\r\nSet-Cookie: x=y.pdf'],
    ['with markup', '<img src=x onerror=alert(1)>.pdf'],
    ['with quotes', `it's "(1)*.pdf`],
  ])('%s are kept harmless and come back', async (_what, name) => {
    const { id } = await openOrder(who);
    const params = { id, material: 'business-licence' };
    const order = await who.call(applications.attach, { params, files: [upload(await pdf(`${id} ${name}`), name)] });
    const kept = order.materials.find(({ code }) => code === params.material)?.file?.name ?? '';
    expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\]/u);
    const answer = await who.fetch(`/api/applications/${id}/materials/business-licence/file`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

/** Two gigabytes of spaces, packed: one flushed block again and again. */
function packedSpaces(): Buffer {
  const block = deflateRawSync(Buffer.alloc(16 * 1024 * 1024, 0x20), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(128).fill(block)]);
}

/** A PDF whose objects lie in a stream of spaces: small on the way, huge when opened. */
function bombPdf(): Uint8Array {
  const packed = packedSpaces();
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: number[] = [];
  const add = (bytes: Buffer) => {
    offsets.push(parts.reduce((sum, part) => sum + part.length, 0));
    parts.push(bytes);
  };
  add(Buffer.from('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'));
  add(Buffer.from('2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'));
  add(Buffer.from('3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n'));
  const head = `4 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length ${packed.length}>>stream\n`;
  add(Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n')]));
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(`xref\n0 5\n0000000000 65535 f \n${rows}trailer<</Size 5/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`),
  );
  return new Uint8Array(Buffer.concat(parts));
}

describe('files that attack', () => {
  const attach = async (bytes: Blob | Uint8Array | string, name: string) => {
    const { id } = await openOrder(who);
    return who.refused(applications.attach, {
      params: { id, material: 'business-licence' },
      files: [upload(bytes, name)],
    });
  };

  it('a PDF that grows when it is opened is refused, and nobody waits for it', async () => {
    const done: string[] = [];
    const bomb = attach(bombPdf(), 'bomb.pdf').then(({ code }) => done.push(code));
    // Asked again and again until the upload has arrived: the hall answers while the file is looked at.
    for (let i = 0; i < 20; i += 1) await house.server.browser().call(session.current, {});
    done.push('others');
    await bomb;
    expect(done).toEqual(['others', 'FILE_UNREADABLE']);
  });

  it.each([
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'a.svg'],
    ['a page called a picture', '<!doctype html><script>alert(1)</script>', 'a.png'],
    ['a PDF that is also a page, cut off', '%PDF-1.4\n<script>alert(1)</script>', 'a.pdf'],
    ['nothing', '', 'a.pdf'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0]), 'a.pdf'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'a.jpg'],
  ])('%s is refused', async (_what, bytes, name) => {
    expect((await attach(bytes, name)).code).toMatch(/^FILE_(KIND|LIES|EMPTY|UNREADABLE)$/);
  });

  it('a name or type that is not the content’s does not make it inline HTML', async () => {
    const { id } = await openOrder(who);
    const polyglot = Buffer.concat([
      Buffer.from(await (await pdf(`${id} polyglot`)).arrayBuffer()),
      Buffer.from('\n<html><script>alert(document.domain)</script></html>\n%%EOF\n'),
    ]);
    const params = { id, material: 'business-licence' };
    await who.call(applications.attach, { params, files: [upload(new Uint8Array(polyglot), 'scan.pdf')] });
    const answer = await who.fetch(`/api/applications/${id}/materials/business-licence/file`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename\*=UTF-8''scan\.pdf$/);
  });

  it('two files where one is asked for are refused', async () => {
    const { id } = await openOrder(who);
    const files = [upload(await pdf('1'), '1.pdf'), upload(await pdf('2'), '2.pdf')];
    const params = { id, material: 'business-licence' };
    expect((await who.refused(applications.attach, { params, files })).status).toBe(400);
  });
});

describe('[JX-07] names that cannot stand in a certificate are refused at registration', () => {
  const register = (name: string) =>
    house.server.browser().refused(session.register, {
      body: {
        creditCode: who.creditCode,
        confirmedCreditCode: who.creditCode,
        name,
        mobile: '13900000000',
        smsCode: '000000',
        password: 'Some-Long-Password-9',
        acceptTerms: true,
      },
    });

  it.each([
    ['a script', '江西<script>alert(1)</script>公司'],
    ['turned round', '江西\u202e司公\u202c有限'],
    ['a picture sign', '江西😀有限公司'],
    ['hidden tags', '江西\u{E0041}有限公司'],
    ['a line end', '江西\n有限公司'],
    ['65 characters', '江'.repeat(65)],
    ['too many for a certificate though few', `${'江'.repeat(60)}有限公司分公司`],
  ])('%s', async (_what, name) => {
    expect((await register(name)).code).toBe('NAME_INVALID');
  });

  it('in a correction of the name too', async () => {
    const files = [upload(await pdf('proof'), 'proof.pdf')];
    for (const rightName of ['江'.repeat(65), '江西😀有限公司', '江西\u202e司公']) {
      const refused = await who.refused(requests.openNameCorrection, { body: { rightName, note: '' }, files });
      expect(refused.code).toBe('NAME_INVALID');
    }
  });
});

describe('idempotency keys', () => {
  it('are the caller’s own and belong to one request', async () => {
    const { id } = await openOrder(who);
    const other = await house.organisation();
    const idempotencyKey = 'the-same-key-for-all';
    const body = { programme: 'jiangxi', project: 'housing-in-province', service: 'new', regionConfirmed: true };
    const first = await who.call(applications.open, { body, idempotencyKey });
    const again = await who.call(applications.open, { body, idempotencyKey });
    const others = await other.call(applications.open, { body, idempotencyKey });
    expect(again.id).toBe(first.id);
    expect(others.id).not.toBe(first.id);
    expect(others.organisation.id).toBe(other.id);
    const changed = await who.refused(applications.open, {
      body: { ...body, project: 'housing-out-of-province' },
      idempotencyKey,
    });
    expect(changed.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const command = { type: 'report-payment-problem', note: 'x' } as const;
    const elsewhere = await who.refused(applications.command, { params: { id }, body: { command }, idempotencyKey });
    expect(elsewhere.code).toBe('PAYMENT_NOT_YET');
  });

  it('[JX-28] a submission repeated with its key is one submission, without it is refused', async () => {
    const owner = await house.organisation();
    const order = await submitOrder(owner);
    const { id, dataVersion } = order;
    const body = { command: { type: 'submit', dataVersion } } as const;
    expect((await owner.refused(applications.command, { params: { id }, body })).code).toBe('ALREADY_SUBMITTED');
    await approveOrder(house, order);
    expect((await owner.refused(applications.command, { params: { id }, body })).code).toBe('ALREADY_SUBMITTED');
  });
});
