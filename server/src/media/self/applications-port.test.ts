import type { Business, OnlineService, Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { heldBy, Player } from '../../applications/testing/player.ts';
import { subscriberOf } from '../subscriber.ts';
import { orderOf } from './applications-port.ts';

/** Every programme that offers a business online, with its service. */
const offering = (business: Business) =>
  programmes.flatMap((programme): [string, Programme, OnlineService][] =>
    programme.services
      .flatMap((service) =>
        service.channel === 'online' && service.business === business
          ? [[`${programme.code} ${service.code}`, programme, service] as const]
          : [],
      )
      .map((one) => [...one]),
  );

const opened = (programme: Programme, service: OnlineService, more: Parameters<typeof heldBy>[1] = {}) => {
  const sealName = service.subject?.seal === 'with' ? '测试供应有限公司' : null;
  return new Player(programme, service.code, { subject: heldBy(programme, { sealName, ...more }) });
};

describe.each(offering('renew'))('renewal in %s', (_name, programme, service) => {
  test('[PA-27] certificates are valid on from the former end, in the organisation’s name', () => {
    const { state } = opened(programme, service).fill();
    const subscriber = subscriberOf(state, programme);
    expect(subscriber).toMatchObject({ name: state.organisation.name, programme: programme.code });
    if (subscriber.validity.kind !== 'until') throw new Error('a renewal ends later than the former certificate');
    // 20 January 2027 in Shanghai, so many years later.
    expect(subscriber.validity.notAfter.toISOString()).toMatch(/^20(2[89]|3\d)-01-20T02:00:00/);
    const order = orderOf(state, programme, '13900139000');
    expect(order).toMatchObject({ stage: 'fill', ended: false, refundOpen: false, subjectMedium: 'YK0009' });
    const install = service.stages.find((stage) => stage.kind === 'install');
    expect(order.install).toEqual(
      install?.kind === 'install' ? { medium: install.medium, proofs: install.proofs } : null,
    );
    expect(order.handlerMobile).toMatch(/^1\d{10}$/);
  });
});

describe.each([...offering('change'), ...offering('reissue')])('in %s', (_name, programme, service) => {
  test('[PA-29] [PA-34] the end of validity is kept', () => {
    const { state } = opened(programme, service).fill();
    const { validity } = subscriberOf(state, programme);
    if (service.validity?.kind === 'kept') {
      expect(validity).toEqual({ kind: 'until', notAfter: new Date('2027-01-20T02:00:00.000Z') });
    }
  });
});

test('[PA-28] a change is certified in the new name', () => {
  for (const [, programme, service] of offering('change')) {
    const player = opened(programme, service).fill();
    const field = player.project.fields.find(({ role }) => role === 'organisation-name');
    if (!field) continue;
    player.do({ type: 'save-draft', fields: { [field.code]: '测试供应集团有限公司' } });
    expect(subscriberOf(player.state, programme).name).toBe('测试供应集团有限公司');
  }
});

describe.each(offering('unlock'))('unlock in %s', (_name, programme, service) => {
  test('the order is about the held medium, and codes go to the handler it was approved with', () => {
    const player = opened(programme, service).fill();
    const order = orderOf(player.state, programme, undefined);
    expect(order).toMatchObject({ unlock: true, install: null, provision: null, subjectMedium: 'YK0009' });
    const asks = player.project.fields.some(({ role }) => role === 'handler-mobile');
    expect(order.handlerMobile).toBe(asks ? '13800138000' : null);
  });
});

test('every programme with blank media says how many go out and with which proofs they are written', () => {
  for (const programme of programmes) {
    for (const service of programme.services) {
      if (service.channel !== 'online') continue;
      const provision = service.stages.find((stage) => stage.kind === 'provision');
      if (provision?.kind !== 'provision' || service.business !== 'new') continue;
      const order = orderOf(new Player(programme, service.code).fill().state, programme, undefined);
      if (order.provision) {
        expect(order.provision.count).toBeGreaterThan(0);
        expect(order.provision.passwordCard).toBe(provision.passwordCard);
      }
    }
  }
  expect(offering('renew').length).toBeGreaterThan(0);
});
