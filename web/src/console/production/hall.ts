import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { transport } from '../../shared/api/index.ts';
import type { Hall } from './making.ts';

const { production } = endpoints;

/** The server's side of making the medium of one order. */
export function hallOf(applicationId: string): Hall {
  const params = { id: applicationId };
  return {
    isRegistered: async (serial) => {
      const { items } = await call(transport, production.media, { query: { q: serial } });
      return items.some((one) => one.serial === serial);
    },
    register: (serial, model) =>
      call(transport, production.registerMedia, { body: { kind: 'usb-key', model, serials: [serial] } }),
    personalise: (body) => call(transport, production.personalise, { params, body }),
    request: (body) => call(transport, production.request, { params, body }),
    nonce: () => call(transport, production.nonce, { params }),
    confirm: (body) => call(transport, production.confirm, { params, body }),
  };
}
