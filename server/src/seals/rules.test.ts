import { CERTIFICATE_STATES, LIVE_CERTIFICATE } from '@yinxin/life';
import { SEAL_SORTS } from '@yinxin/seal';
import { describe, expect, it } from 'vitest';
import type { SealOrder } from './ports.ts';
import { getsSeal, isDue, servesSeal, sortFor, validityOf } from './rules.ts';

const order: SealOrder = {
  id: 'a',
  number: 'PA1',
  organisationId: 'o',
  programme: 'example',
  stage: 'seal',
  ended: false,
  installs: true,
  asked: { name: '示例有限公司', sort: 'official', scan: null },
  submittedAt: new Date(0),
  renews: false,
  without: [],
  made: [],
  subject: 'h',
};

describe('when a seal is made', () => {
  it.each<[string, Partial<SealOrder>, boolean]>([
    ['in the stage for it', {}, true],
    ['before that stage', { stage: 'review' }, false],
    ['before that stage, though the certificates are made', { stage: 'activation', made: ['1'] }, false],
    ['with the certificates where there is no such stage', { installs: false, stage: 'production', made: ['1'] }, true],
    ['before there are certificates', { installs: false, stage: 'production' }, false],
    ['when none is asked for', { asked: null }, false],
    ['with the certificate of a renewal', { asked: null, renews: true, installs: false, made: ['1'] }, true],
    ['before a renewal has its certificate', { asked: null, renews: true, installs: false }, false],
    ['of an order that ended', { ended: true }, false],
  ])('%s', (_, change, due) => expect(isDue({ ...order, ...change })).toBe(due));
});

describe('[PA-17][PA-44] what it is', () => {
  const sorted = (sort: string, name = '示例有限公司') => sortFor({ sort, name }, '示例有限公司');

  it.each(Object.keys(SEAL_SORTS))('%s is known', (sort) => expect(sorted(sort)).toEqual({ sort }));
  it.each(['other', 'toString', ''])('"%s" is not', (sort) =>
    expect(sorted(sort)).toEqual({ obstacle: 'SORT_UNKNOWN' }),
  );
  it('another name than the certificate’s is refused', () =>
    expect(sorted('official', '示例股份有限公司')).toEqual({ obstacle: 'NAME_DIFFERS' }));
});

describe('how long it is good', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  const between = (now: Date, from: number, to: number, maker: number) =>
    validityOf(now, { notBefore: day(from), notAfter: day(to) }, { notAfter: day(maker) });

  it('from the whole second of now until its certificate ends', () =>
    expect(between(new Date(day(5).getTime() + 321), 1, 20, 90)).toEqual({ from: day(5), to: day(20) }));
  it('never before its certificate', () => expect(between(day(1), 2, 20, 90)).toEqual({ from: day(2), to: day(20) }));
  it('nor longer than its maker', () => expect(between(day(5), 1, 20, 9)).toEqual({ from: day(5), to: day(9) }));
  it('and not at all once that has passed', () => expect(between(day(21), 1, 20, 90)).toBeNull());
});

describe('which certificates', () => {
  it.each(CERTIFICATE_STATES)('%s: made only for the living, handed out only while not suspended', (state) => {
    const lives = LIVE_CERTIFICATE.some((one) => one === state);
    expect([getsSeal(state), servesSeal(state)]).toEqual([lives, lives && state !== 'suspended']);
  });
});
