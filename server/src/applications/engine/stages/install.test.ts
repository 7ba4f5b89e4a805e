import { OnlineService, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { house, Player, worker } from '../../testing/player.ts';

/** The first programme that is offered, with a service of blank media that their holder writes. */
function withBlankMedia(): Programme {
  const [first] = programmes;
  const online = first?.services.find((one) => one.channel === 'online' && one.business === 'new');
  if (!first || online?.channel !== 'online') throw new Error('no programme');
  const [fill] = online.stages;
  const state = fill?.state ?? '';
  if (fill?.kind !== 'fill') throw new Error('an order begins by being filled in');
  const stages = [
    fill,
    { kind: 'provision', state, medium: 'usb-key', passwordCard: true },
    { kind: 'install', state, medium: 'provided', proofs: ['password-card'] },
  ];
  return { ...first, services: [OnlineService.parse({ ...online, prices: [], stages })] };
}

const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890123' };
const provide = (mediumSerial: string) =>
  ({ type: 'provide-media', items: [{ mediumSerial, passwordCard: 'PC1' }], ...parcel }) as const;

test('[BJ-21] a posted medium that could not be written is replaced, one that holds certificates is not', () => {
  const programme = withBlankMedia();
  const [service] = programme.services;
  const order = new Player(programme, service?.code ?? '').fill().submit();
  const staff = worker('production');
  order.do(provide('YK1'), staff).do({ type: 'install-started', mediumSerial: 'YK1' }, house);
  expect(order.refusal(provide('YK1'), staff)).toBe('ALREADY_PROVIDED');
  order.do(provide('YK2'), staff);
  expect(order.state).toMatchObject({ stage: 'install', provision: { items: [{ mediumSerial: 'YK2' }] } });
  expect(order.refusal({ type: 'install-started', mediumSerial: 'YK1' }, house)).toBe('OTHER_MEDIUM');
  order.do({ type: 'install-started', mediumSerial: 'YK2' }, house);
  order.do({ type: 'certificate-made', certificates: [], mediumSerial: 'YK2' }, house);
  expect(order.refusal(provide('YK3'), staff)).toBe('ALREADY_PROVIDED');
  order.do({ type: 'installed', mediumSerial: 'YK2' }, house);
  expect(order.state.stage).toBe('finished');
});
