import { createServer, type Server } from 'node:http';
import { createServer as createMailServer } from 'node:net';
import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Hall, startHall } from '../directory/testing/hall.ts';
import { fixedClock, transaction } from '../platform/index.ts';
import { logSender, sandboxSender, smtpSender, webhookSender } from './senders.ts';
import { MOST_TRIES, notices } from './service.ts';
import { type Outgoing, SendError } from './types.ts';

const { messages } = endpoints;
let hall: Hall;
beforeAll(async () => {
  hall = await startHall();
});
afterAll(() => hall.close());

const nobody = '00000000-0000-7000-8000-000000000000';

describe('messages in the hall', () => {
  test('an organisation reads its own messages, newest first, and marks them as read', async () => {
    const one = await hall.registered();
    const service = hall.notices.service(hall.deps);
    const notice = (number: string) =>
      ({
        to: { organisationId: one.id },
        template: 'papers-confirmed',
        params: { number },
        applicationId: nobody,
      }) as const;
    await transaction(hall.deps.db, async (tx) => {
      await service.notify(tx, notice('JX1'));
      await service.notify(tx, notice('JX2'));
    });
    const { items, total } = await one.browser.call(messages.list, { query: { size: 2 } });
    expect(total).toBe(3);
    expect(items.map((item) => item.text.zh.slice(0, 6))).toEqual(['订单 JX2', '订单 JX1']);
    expect(items[0]).toMatchObject({
      applicationId: nobody,
      readAt: null,
      text: { en: expect.stringContaining('JX2') },
    });
    const id = items[0]?.id ?? '';
    const unread = async () => (await one.browser.call(endpoints.session.current, {})).organisation?.unreadMessages;
    expect(await unread()).toBe(3);
    await one.browser.call(messages.markRead, { params: { id } });
    await one.browser.call(messages.markRead, { params: { id } });
    expect(await unread()).toBe(2);
    const former = (await one.browser.call(messages.list, {})).items.find((item) => item.id === id)?.readAt;
    const other = await hall.registered();
    await one.browser.call(messages.markAllRead, {});
    expect(await unread()).toBe(0);
    expect((await one.browser.call(messages.list, {})).items.find((item) => item.id === id)?.readAt).toBe(former);
    expect((await other.browser.call(messages.list, {})).items.every((item) => item.readAt === null)).toBe(true);
    expect(await hall.sms(one.mobile)).toContain('订单 JX2');
  });

  test('another organisation’s message cannot be marked', async () => {
    const [one, other] = [await hall.registered(), await hall.registered()];
    const { items } = await one.browser.call(messages.list, {});
    const refused = await other.browser.refused(messages.markRead, { params: { id: items[0]?.id ?? '' } });
    expect(refused).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await hall.browser().refused(messages.list, {})).code).toBe('NOT_SIGNED_IN');
  });

  test('a notice of a cause that is rolled back is never written nor sent', async () => {
    const one = await hall.registered();
    const before = (await one.browser.call(messages.list, {})).total;
    const service = hall.notices.service(hall.deps);
    const failing = transaction(hall.deps.db, async (tx) => {
      await service.notify(tx, { to: { organisationId: one.id }, template: 'handed-over', params: { number: 'JX9' } });
      throw new Error('cause failed');
    });
    await expect(failing).rejects.toThrow('cause failed');
    expect((await one.browser.call(messages.list, {})).total).toBe(before);
    expect(await hall.sms(one.mobile)).not.toContain('JX9');
  });
});

describe('sending', () => {
  /** The service over a driver that a test controls, with the outbox of this hall. */
  function over(send: (message: Outgoing) => Promise<void>) {
    const enqueued: string[] = [];
    const clock = fixedClock('2026-03-02T01:00:00Z');
    const jobs = {
      enqueue: async (_tx: unknown, _queue: string, data: object) => {
        enqueued.push(...Object.values(data).map(String));
      },
    };
    const service = notices({
      ...hall.deps,
      clock,
      jobs,
      senders: { sms: { send }, mail: { send } },
      publicUrl: 'http://127.0.0.1',
      mobileOf: async () => undefined,
    });
    return { service, enqueued, clock };
  }
  const code = {
    to: { mobile: '13912345678' },
    template: 'sms-code-reset',
    params: { code: '482913', minutes: 10 },
  } as const;
  const write = async (it: ReturnType<typeof over>, more: object = {}) => {
    await transaction(hall.deps.db, (tx) => it.service.notify(tx, { ...code, ...more }));
    return it.enqueued.at(-1) ?? '';
  };
  const row = async (id: string) => {
    const { rows } = await sql<{ status: string; sealed: string | null; tries: number; error: string | null }>`
      select status, sealed, tries, error from outbox where id = ${id}`.execute(hall.deps.db);
    return rows[0];
  };

  test('happens once, and a code is wiped afterwards', async () => {
    const seen: Outgoing[] = [];
    const it = over(async (message) => {
      seen.push(message);
    });
    const id = await write(it);
    await it.service.send(id);
    await it.service.send(id);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ channel: 'sms', to: '13912345678', text: expect.stringContaining('482913') });
    expect(await row(id)).toMatchObject({ status: 'sent', sealed: null });
  });

  test('a failure is tried again and then becomes a dead letter that can be revived', async () => {
    let broken = true;
    const it = over(async () => {
      if (broken) throw new SendError('GATEWAY_502');
    });
    const id = await write(it, { template: 'registered', params: { name: 'x', creditCode: 'y' } });
    for (let i = 0; i < MOST_TRIES; i++) await expect(it.service.send(id)).rejects.toThrow('GATEWAY_502');
    expect(await row(id)).toMatchObject({ status: 'dead', tries: MOST_TRIES, error: 'GATEWAY_502' });
    const [dead] = await it.service.deadLetters();
    expect(dead).toMatchObject({ id, template: 'registered', error: 'GATEWAY_502' });
    expect(JSON.stringify(dead)).not.toContain('139');
    broken = false;
    expect(await it.service.revive(id)).toBe(true);
    expect(await it.service.revive(id)).toBe(false);
    expect(it.enqueued.at(-1)).toBe(id);
    await it.service.send(id);
    expect(await row(id)).toMatchObject({ status: 'sent' });
  });

  test('a code that no longer works is not sent any more', async () => {
    const it = over(async () => {
      throw new Error('must not be called');
    });
    const id = await write(it, { expiresAt: new Date('2026-03-02T01:10:00Z') });
    it.clock.advance(600_000);
    await it.service.send(id);
    expect(await row(id)).toMatchObject({ status: 'expired', sealed: null });
  });

  test('a decoy does the work and sends nothing', async () => {
    const it = over(async () => {
      throw new Error('must not be called');
    });
    const id = await write(it, { decoy: true });
    await it.service.send(id);
    expect(await row(id)).toMatchObject({ status: 'discarded', sealed: null, tries: 0 });
  });
});

describe('drivers', () => {
  const message: Outgoing = {
    id: '00000000-0000-7000-8000-00000000000a',
    channel: 'sms',
    to: '13912345678',
    subject: '重置密码验证码',
    text: '验证码 482913',
    template: 'sms-code-reset',
  };

  test('the log says that something went out, and neither the code nor the number', async () => {
    const lines: string[] = [];
    await logSender(pino({ level: 'info' }, { write: (line: string) => lines.push(line) })).send(message);
    expect(lines.join('')).toContain('sms-code-reset');
    expect(lines.join('')).toContain('139****5678');
    expect(lines.join('')).not.toMatch(/482913|13912345678/);
  });

  test('the sandbox keeps one message however often it is sent, sealed', async () => {
    const sender = sandboxSender(hall.deps);
    await sender.send(message);
    await sender.send(message);
    const { items } = await hall.browser().call(endpoints.sandbox.messages, { query: { to: message.to } });
    expect(items).toMatchObject([{ id: message.id, text: message.text, to: message.to, channel: 'sms' }]);
    const { rows } = await sql<{ t: string }>`select row_to_json(sandbox_inbox)::text as t from sandbox_inbox`.execute(
      hall.deps.db,
    );
    expect(rows.map((each) => each.t).join('')).not.toMatch(/482913|13912345678/);
  });

  test('mail goes through an SMTP server, as text with an id of its own', async () => {
    const lines: string[] = [];
    let inData = false;
    const smtp = createMailServer((socket) => {
      socket.write('220 test\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
          lines.push(line);
          if (inData && line !== '.') continue;
          inData = line === 'DATA';
          socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(smtp.address());
    const sender = smtpSender(`smtp://127.0.0.1:${port}`, 'Hall <hall@example.cn>');
    await sender.send({ ...message, channel: 'mail', to: 'li@example.cn', subject: 'invoice', text: 'your invoice' });
    await new Promise((resolve) => smtp.close(resolve));
    expect(lines).toEqual(
      expect.arrayContaining(['RCPT TO:<li@example.cn>', `Message-ID: <${message.id}@yinxin>`, 'your invoice']),
    );
    await expect(sender.send({ ...message, channel: 'mail', to: 'li@example.cn' })).rejects.toMatchObject({
      code: 'SMTP_REFUSED',
    });
  });

  test('the gateway gets id, number and text; anything but success is an error without them', async () => {
    const bodies: string[] = [];
    let status = 200;
    const gateway: Server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(status).end('{}');
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(gateway.address());
    const sender = webhookSender(`http://127.0.0.1:${port}/sms`);
    await sender.send(message);
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ id: message.id, to: message.to, text: message.text });
    status = 503;
    await expect(sender.send(message)).rejects.toMatchObject({
      code: 'GATEWAY_503',
      message: 'message not sent: GATEWAY_503',
    });
    await new Promise((resolve) => gateway.close(resolve));
    await expect(sender.send(message)).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
  });
});
