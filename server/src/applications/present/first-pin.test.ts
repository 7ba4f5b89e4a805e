import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { heldBy, holder, Player } from '../testing/player.ts';
import { applicationView } from './application.ts';

const sentence = (code: string, handling: string, service = 'new') => {
  const programme = programmes.find((one) => one.code === code);
  if (!programme) throw new Error(code);
  const options = service === 'new' ? {} : { subject: heldBy(programme) };
  const order = new Player(programme, service, options).to('finished', { handling });
  return applicationView(order.state, order.history, order.context(holder)).firstPin?.zh ?? null;
};

test('[BJ-04] an order, and with it its certificate, tells the one place that fits product and channel', () => {
  expect(sentence('bjca-onecard', 'on-site')).toMatch(/密码卡背面的覆膜/);
  expect(sentence('bjca-onecard', 'online')).toMatch(/在线办理时自己设置/);
  for (const code of ['bjca-mobile', 'bjca-shenzhen'])
    for (const handling of ['on-site', 'online']) expect(sentence(code, handling)).toMatch(/刮刮层/);
});

test('[BJ-04] where the medium stays with its holder, who knows the password, nothing is told', () => {
  expect(sentence('bjca-mobile', 'online', 'renew')).toBeNull();
});
