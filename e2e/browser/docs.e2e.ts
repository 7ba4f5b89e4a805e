import { expect } from 'vitest';
import { test } from './fixture.ts';

test('the interface can be read at /docs under the content security policy, without a request to elsewhere', async ({
  page,
  hall,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(hall.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  await page.goto(`${hall.url}/docs`);
  await page.getByText('Yinxin 印信').first().waitFor();
  expect(elsewhere).toEqual([]);
});
