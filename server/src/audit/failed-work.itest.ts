import { endpoints } from '@yinxin/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../platform/index.ts';
import { startTestServer, type TestServer } from '../platform/testing/index.ts';
import { auditRoom } from './index.ts';

const { administration } = endpoints;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ rooms: [auditRoom()] });
});
afterAll(() => server.close());

test('failed work is seen without its contents, and tried again by an administrator, once, on record', async () => {
  const auditor = server.browser();
  await auditor.signIn({ kind: 'staff', subject: crypto.randomUUID(), roles: ['auditor'] });
  let isBroken = true;
  const sent: unknown[] = [];
  await server.deps.jobs.work(
    'errands',
    async (data) => {
      if (isBroken) throw new Error('nobody answers the door');
      sent.push(data);
    },
    { retries: 0 },
  );
  await transaction(server.deps.db, (tx) => server.deps.jobs.enqueue(tx, 'errands', { text: 'your code is 123456' }));
  await server.deps.jobs.idle();
  const { items } = await auditor.call(administration.failedWork, {});
  expect(items).toEqual([expect.objectContaining({ queue: 'errands', reason: 'nobody answers the door' })]);
  expect(JSON.stringify(items)).not.toContain('123456');
  const params = { id: items[0]?.id ?? '' };
  await expect(auditor.call(administration.retryFailedWork, { params })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  const administrator = server.browser();
  await administrator.signIn({ kind: 'staff', subject: crypto.randomUUID(), roles: ['administrator'] });
  isBroken = false;
  expect(await administrator.call(administration.retryFailedWork, { params })).toEqual({ queue: 'errands' });
  await server.deps.jobs.idle();
  expect(sent).toHaveLength(1);
  await expect(administrator.call(administration.retryFailedWork, { params })).rejects.toMatchObject({
    problem: { status: 404 },
  });
  expect((await auditor.call(administration.audit, { query: { action: 'work.retried' } })).total).toBe(1);
});
