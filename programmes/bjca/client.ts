import { Client } from '@yinxin/programme';
import mobile from './clients/mobile.json' with { type: 'json' };
import onecard from './clients/onecard.json' with { type: 'json' };
import shenzhen from './clients/shenzhen.json' with { type: 'json' };

/** The programs beside the medium, as each product words them (BJ-10 … BJ-13); the assistant reads the same files. */
export const clients = {
  onecard: Client.parse(onecard),
  mobile: Client.parse(mobile),
  shenzhen: Client.parse(shenzhen),
};
