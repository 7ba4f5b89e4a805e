import type { ProgrammeView, ProjectView } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { askedBy, decidingFields, firstServices, guidanceOf, papersOf, wayOf } from './way.ts';

const stages = (...kinds: string[]) => kinds.map((kind) => ({ kind }));

test('payment stands after the review, before it, or nowhere', () => {
  expect(wayOf(stages('fill', 'review', 'payment', 'papers'))).toBe('review-first');
  expect(wayOf(stages('fill', 'payment', 'review'))).toBe('pay-first');
  expect(wayOf(stages('fill', 'payment', 'install'))).toBe('pay-first');
  expect(wayOf(stages('fill', 'review', 'unlock'))).toBe('free');
});

test('papers are sent after payment, sent, or not at all', () => {
  expect(papersOf(stages('fill', 'review', 'payment', 'papers'))).toBe('after-payment');
  expect(papersOf(stages('fill', 'papers', 'review'))).toBe('sent');
  expect(papersOf(stages('fill', 'review'))).toBe('none');
});

/** Only what the rules read. */
const project = {
  services: null,
  fields: [{ code: 'years' }, { code: 'seal' }, { code: 'seal-name', when: { field: 'seal', in: ['yes'] } }],
  materials: [],
  price: { lines: [{ code: 'year', times: 'years' }] },
} as unknown as ProjectView;
const services = [
  { code: 'new', online: { business: 'new', fields: null, materials: null, prices: null } },
  { code: 'renew', online: { business: 'renew', fields: [{ code: 'name' }], materials: [], prices: [] } },
  { code: 'refund', online: null },
] as unknown as ProgrammeView['services'];

test('a service with own lists asks for them, another for the project’s', () => {
  expect(askedBy(project, services[1]).fields.map((one) => one.code)).toEqual(['name']);
  expect(askedBy(project, services[0]).fields.map((one) => one.code)).toEqual(['years', 'seal', 'seal-name']);
});

test('[PA-10] the answers that conditions and prices hang on decide', () => {
  expect([...decidingFields(project, services[0])]).toEqual(['seal', 'years']);
  expect([...decidingFields(project, services[1])]).toEqual([]);
});

test('only a first application is begun without a certificate', () => {
  const programme = { services } as unknown as ProgrammeView;
  expect(firstServices(programme, project).map((one) => one.code)).toEqual(['new']);
  expect(firstServices(programme, { ...project, services: ['renew'] })).toEqual([]);
});

test('the papers of a later business are told for that business, not for a first application', () => {
  const order = { programme: 'p', project: 'q', service: 'renewal', business: 'renew' } as const;
  expect(guidanceOf(order)).toBe('/projects/p/q?service=renewal');
  expect(guidanceOf({ ...order, business: 'new' })).toBe('/projects/p/q');
});
