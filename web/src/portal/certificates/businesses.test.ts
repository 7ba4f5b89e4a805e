import type { ProgrammeView } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { actOf, businessesOf, type Holding, onlineServices } from './businesses.ts';

const text = { zh: 'x', en: 'x' };
type Online = NonNullable<ProgrammeView['services'][number]['online']>;
const online = (business: Online['business'], subject: Online['subject']): Online => ({
  business,
  finishedState: 'done',
  subject,
  fields: null,
  materials: null,
  prices: null,
  announced: null,
  validity: null,
  signing: false,
  signIn: null,
  cancellable: false,
});
const service = (business: Online['business'], subject: Online['subject'] = null) => ({
  code: business,
  label: text,
  channel: 'online' as const,
  direction: null,
  online: online(business, subject),
  stages: [],
});
const inUse = ['in-use', 'activated'] as const;
const services = [
  service('new'),
  service('renew', { states: [...inUse], window: { opensDaysBefore: 90 }, expired: { service: 'new' } }),
  service('reissue', { states: ['made', ...inUse, 'suspended'] }),
  service('seal-apply', { states: [...inUse], seal: 'without' }),
  service('seal-change', { states: [...inUse], seal: 'with' }),
  { code: 'refund', label: text, channel: 'hall' as const, direction: text, online: null, stages: [] },
];
/** Only what the rule reads. */
const programme = { services, projects: [{ code: 'supplier', services: null }] } as unknown as ProgrammeView;
const held = {
  project: 'supplier',
  status: 'in-use',
  notAfter: '2027-01-22T15:59:59Z',
  seals: [],
  business: { normal: true, running: null },
} as unknown as Holding;

const closed = (change: Partial<Holding> = {}, now = '2026-11-22T00:00:00Z') =>
  Object.fromEntries(
    businessesOf({ ...held, ...change }, programme, new Date(now)).map((one) => [one.service.code, one.closed]),
  );

test('businesses about a certificate are offered, first applications and the counter are not', () => {
  expect(Object.keys(closed())).toEqual(['renew', 'reissue', 'seal-apply', 'seal-change']);
});

test('[PA-24][BJ-31] the window opens on a day of Shanghai, 90 days before the last', () => {
  expect(closed({}, '2026-10-23T15:59:59Z').renew).toEqual({ why: 'not-yet', day: '2026-10-24' });
  expect(closed({}, '2026-10-23T16:00:00Z').renew).toBeNull();
});

test('[PA-08] nothing but a new application is open to what has expired', () => {
  expect(closed({}, '2027-01-22T16:00:00Z').renew).toEqual({ why: 'expired' });
  expect(closed({ status: 'expired' }).reissue).toEqual({ why: 'expired' });
});

test('[PA-42] a first seal for a certificate without one, a change for one with it', () => {
  expect(closed()).toMatchObject({ 'seal-apply': null, 'seal-change': { why: 'no-seal' } });
  const seals: Holding['seals'] = [{ id: '1', name: 'x', sort: 'official', status: 'installed', picture: null }];
  expect(closed({ seals })).toMatchObject({ 'seal-apply': { why: 'seal-there' }, 'seal-change': null });
  const stopped = seals.map((one) => ({ ...one, status: 'stopped' as const }));
  expect(closed({ seals: stopped })['seal-apply']).toBeNull();
});

test('[BJ-33] one business at a time, and the way to the one that runs', () => {
  const running = {
    applicationId: 'a',
    applicationNumber: 'PA1',
    business: 'change' as const,
    since: '2026-11-01T00:00:00Z',
  };
  expect(closed({ business: { normal: false, running } }).reissue).toEqual({
    why: 'running',
    number: 'PA1',
    applicationId: 'a',
  });
});

test('a state that a business does not begin from closes it', () => {
  expect(closed({ status: 'suspended' })).toMatchObject({ renew: { why: 'state' }, reissue: null });
  expect(closed({ status: 'revoked' }).reissue).toEqual({ why: 'ended' });
});

test('consequences are asked for what replaces the certificate', () => {
  const acts = onlineServices(programme, 'supplier').map((one) => [one.code, actOf(one)]);
  expect(acts).toEqual([
    ['new', null],
    ['renew', 'renew'],
    ['reissue', 'reissue'],
    ['seal-apply', null],
    ['seal-change', null],
  ]);
});
