import { afterAll, beforeAll, expect } from 'vitest';
import { startTestServer, type TestServer } from '../../server/src/platform/testing/index.ts';
import { roomsFor } from '../../server/src/rooms.ts';
import { test } from './fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ rooms: roomsFor('sandbox') });
});
afterAll(() => server.close());

test('the interface can be read at /docs under the content security policy, without a request to elsewhere', async ({
  page,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  await page.goto(`${server.url}/docs`);
  await page.getByText('Yinxin 印信').first().waitFor();
  expect(elsewhere).toEqual([]);
});
