import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';
import { type Clock, registerEndpoint, type Sealing, transaction } from '../../platform/index.ts';
import { problem } from '../problems.ts';
import { typedMobile, typedPersonName } from '../typed.ts';
import {
  addressesOf,
  clearDefault,
  deleteAddress,
  insertAddress,
  lockBook,
  type MailingAddress,
  updateAddress,
} from './store.ts';

const { addresses } = endpoints;
/** More than anybody posts to; so that a book stays one page. */
const MOST = 50;

/** What was typed, in the form it is kept in; throws PERSON_NAME_INVALID, MOBILE_INVALID. */
function typed({ name, mobile, address, postcode }: MailingAddress): MailingAddress {
  return {
    name: typedPersonName(name, 'body.name'),
    mobile: typedMobile(mobile),
    address: address.trim(),
    ...(postcode === undefined ? {} : { postcode: postcode.trim() }),
  };
}

/** The address book of an account (IT-07). */
export function addressRoutes(app: FastifyInstance, deps: { readonly clock: Clock; readonly sealing: Sealing }): void {
  const { clock, sealing } = deps;

  registerEndpoint(app, addresses.list, async ({ session, db }) => ({
    items: await addressesOf(db, sealing, session.subject),
  }));
  registerEndpoint(app, addresses.add, async ({ body, session, db, status }) =>
    transaction(db, async (tx) => {
      const { isDefault: wanted, ...asked } = body;
      const address = typed(asked);
      await lockBook(tx, session.subject);
      const all = await addressesOf(tx, sealing, session.subject);
      if (all.length >= MOST) throw problem('ADDRESSES_FULL', { params: { most: MOST } });
      const isDefault = wanted || all.length === 0;
      if (isDefault) await clearDefault(tx, session.subject);
      const at = clock.now();
      await insertAddress(tx, sealing, { id: uuid(), organisationId: session.subject, address, isDefault, at });
      status(201);
      return { items: await addressesOf(tx, sealing, session.subject) };
    }),
  );
  registerEndpoint(app, addresses.change, async ({ params, body, session, db }) =>
    transaction(db, async (tx) => {
      const { isDefault: wanted, ...asked } = body;
      const address = typed(asked);
      await lockBook(tx, session.subject);
      const known = (await addressesOf(tx, sealing, session.subject)).find(({ id }) => id === params.address);
      if (!known) throw problem('ADDRESS_UNKNOWN');
      if (wanted && !known.isDefault) await clearDefault(tx, session.subject);
      // The default stays the default until another one becomes it.
      await updateAddress(tx, sealing, { id: known.id, address, isDefault: wanted || known.isDefault });
      return { items: await addressesOf(tx, sealing, session.subject) };
    }),
  );
  registerEndpoint(app, addresses.remove, async ({ params, session, db }) =>
    transaction(db, async (tx) => {
      await lockBook(tx, session.subject);
      const all = await addressesOf(tx, sealing, session.subject);
      const known = all.find(({ id }) => id === params.address);
      if (!known) throw problem('ADDRESS_UNKNOWN');
      if (known.isDefault && all.length > 1) throw problem('ADDRESS_IS_DEFAULT');
      await deleteAddress(tx, known.id);
      return { items: await addressesOf(tx, sealing, session.subject) };
    }),
  );
}
