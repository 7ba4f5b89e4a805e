import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Address, Id } from './shapes.ts';

const tag = 'accounts';
const AddressView = Address.extend({ id: Id, isDefault: z.boolean() });
const List = z.object({ items: z.array(AddressView) });
const params = z.object({ address: Id });

/** The address book 地址维护 of an account (IT-07): exactly one address is the default, as soon as there is one. */
export const addresses = {
  list: endpoint({
    method: 'GET',
    path: '/api/addresses',
    who: 'organisation',
    tag,
    summary: { zh: '邮寄地址', en: 'Mailing addresses, the default one first' },
    answer: List,
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/addresses',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '增加地址', en: 'Add an address; the first is the default' },
    body: Address.extend({ isDefault: z.boolean().default(false) }),
    answer: List,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/addresses/:address',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '修改地址', en: 'Change an address, or make it the default' },
    params,
    body: Address.extend({ isDefault: z.boolean().default(false) }),
    answer: List,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/addresses/:address',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '删除地址', en: 'Remove an address; the default only when it is the last' },
    params,
    answer: List,
  }),
};
