import { expect, test } from 'vitest';
import { allTemplates, render } from './render.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '');

test('every template uses exactly its parameters, in both languages', () => {
  for (const [code, { params, subject, text }] of allTemplates()) {
    for (const each of [text.zh, text.en]) expect([code, new Set(placeholders(each))]).toEqual([code, new Set(params)]);
    expect(placeholders(subject.zh + subject.en)).toEqual([]);
  }
});

test('a code goes by SMS only, never into the hall', () => {
  const secret = [...allTemplates()].filter(([, one]) => one.params.includes('code'));
  expect(secret.length).toBe(10);
  for (const [, one] of secret) expect(one).toMatchObject({ sms: true, inApp: false, secret: true });
});

test('an SMS is short enough for a handful of parts', () => {
  for (const [code, one] of allTemplates())
    if (one.sms) expect([code, one.text.zh.length <= 140]).toEqual([code, true]);
});

test('[JX-44] recipient and applicant are told of the dispatch in words of their own', () => {
  const common = { carrier: '顺丰', trackingNumber: 'SF1', scanTime: '19:00' };
  const applicant = render({ template: 'dispatched', params: { ...common, number: 'JX1', recipient: '李四' } });
  const recipient = render({
    template: 'dispatched-recipient',
    params: { ...common, organisation: '南昌青山信息技术有限公司', phone: '0791-12345678' },
  });
  expect(applicant.text.zh).toContain('寄给 李四');
  expect(recipient.text.zh).toContain('南昌青山信息技术有限公司');
  expect(recipient.text.zh).not.toContain('JX1');
});

test('words of ours stand in a notice in its own language', () => {
  const project = { zh: '江苏移动（供应商）', en: 'China Mobile Jiangsu (suppliers)' };
  const { text } = render({ template: 'application-submitted', params: { number: 'X1', project } });
  expect(text.zh).toContain('X1“江苏移动（供应商）”');
  expect(text.en).toContain('X1, China Mobile Jiangsu (suppliers), ');
});

test('a missing parameter is a mistake of ours, found before anything is sent', () => {
  expect(() => render({ template: 'name-corrected', params: { name: 'x' } })).toThrow('orders');
});
