import { endpoints } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hall, startHall } from '../testing/hall.ts';

const { addresses } = endpoints;
const address = { name: '王小明', mobile: '13800138000', address: '江西省南昌市红谷滩区测试路 1 号' };

let hall: Hall;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
});
afterAll(() => hall.close());

test('[IT-07] the first address is the default; a new default clears the old one', async () => {
  const { browser } = await hall.registered();
  const first = await browser.call(addresses.add, { body: address });
  expect(first.items).toMatchObject([{ ...address, isDefault: true }]);
  await browser.call(addresses.add, { body: { ...address, address: '江西省九江市测试路 2 号' } });
  const third = { ...address, address: '江西省赣州市测试路 3 号', isDefault: true };
  const { items } = await browser.call(addresses.add, { body: third });
  expect(items.map(({ isDefault }) => isDefault)).toEqual([true, false, false]);
  expect(items[0]?.address).toBe(third.address);
  const params = { address: items[1]?.id ?? '' };
  const changed = await browser.call(addresses.change, { params, body: { ...address, isDefault: true } });
  expect(changed.items.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([params.address]);
  const kept = await browser.call(addresses.change, { params, body: address });
  expect(kept.items.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([params.address]);
});

test('[IT-07] the default is removed last, and of two new defaults at once one remains', async () => {
  const { browser } = await hall.registered();
  await Promise.all([1, 2].map(() => browser.call(addresses.add, { body: { ...address, isDefault: true } })));
  const { items } = await browser.call(addresses.list, {});
  expect(items.map(({ isDefault }) => isDefault)).toEqual([true, false]);
  const [standard, other] = items.map(({ id }) => ({ params: { address: id } }));
  if (!standard || !other) throw new Error('two addresses were expected');
  expect((await browser.refused(addresses.remove, standard)).code).toBe('ADDRESS_IS_DEFAULT');
  await browser.call(addresses.remove, other);
  expect((await browser.call(addresses.remove, standard)).items).toEqual([]);
});

test('somebody else’s address is unknown, bad input is refused, and nothing stands in clear', async () => {
  const [one, other] = [await hall.registered(), await hall.registered()];
  const { items } = await one.browser.call(addresses.add, { body: address });
  const params = { address: items[0]?.id ?? '' };
  expect((await other.browser.refused(addresses.change, { params, body: address })).code).toBe('ADDRESS_UNKNOWN');
  expect((await other.browser.refused(addresses.remove, { params })).code).toBe('ADDRESS_UNKNOWN');
  expect((await one.browser.refused(addresses.remove, { params: { address: uuid() } })).code).toBe('ADDRESS_UNKNOWN');
  const mobile = { ...address, mobile: '12345' };
  expect((await one.browser.refused(addresses.add, { body: mobile })).code).toBe('MOBILE_INVALID');
  const name = { ...address, name: '<b>x' };
  expect((await one.browser.refused(addresses.add, { body: name })).code).toBe('PERSON_NAME_INVALID');
  const short = { ...address, address: 'x' };
  expect((await one.browser.refused(addresses.add, { body: short })).code).toBe('INPUT_INVALID');
  const stored = await hall.deps.db
    .withTables<{ address: { sealed: string } }>()
    .selectFrom('address')
    .selectAll()
    .execute();
  expect(JSON.stringify(stored)).not.toContain('王小明');
});
