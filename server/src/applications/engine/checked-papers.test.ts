import { addDuration, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../platform/config/index.ts';
import { noticesOf } from '../effects.ts';
import { applicationView } from '../present/application.ts';
import { heldBy, holder, Player, worker } from '../testing/player.ts';
import { currentClock, tasksOf } from './waiting.ts';

const found = programmes.find(({ code }) => code === 'pingan');
if (!found) throw new Error('the programme is missing');
const programme: Programme = found;
const view = (order: Player) => applicationView(order.state, order.history, order.context(holder));
const picture = { mediaType: 'image/png' } as const;

describe('electronic copies', () => {
  test('[PA-12] a missing one, one of another type and one of old data block the next step', () => {
    const order = new Player(programme, 'new').fill();
    order.do({ type: 'remove-material', material: 'business-licence' });
    const submit = () => order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, holder);
    expect(submit()).toBe('MATERIAL_MISSING');
    const file = { ...order.file('business-licence', 1), mediaType: 'text/html' };
    expect(order.refusal({ type: 'attach-material', material: 'business-licence', file }, holder)).toBe('FILE_TYPE');
    const long = { ...order.file('business-licence', 1), pages: 5 };
    expect(order.refusal({ type: 'attach-material', material: 'business-licence', file: long }, holder)).toBe(
      'FILE_PAGES',
    );
    order.do({ type: 'attach-material', material: 'business-licence', file: order.file('business-licence', 1) });
    order.do({ type: 'save-draft', fields: { 'registered-address': '广东省深圳市另一路 9 号' } });
    expect(submit()).toBe('OUTDATED_TEMPLATE');
    expect(order.fill().submit().state.stage).toBe('payment');
  });

  test('[PA-12] types and pages of each material are the programme’s; the largest size is a setting of the hall', () => {
    const only = programme.projects.map((project) => ({
      ...project,
      materials: project.materials.map((one) => ({ ...one, accept: [...one.accept].slice(0, 1) })),
    }));
    const order = new Player({ ...programme, projects: only }, 'new');
    const attach = { type: 'attach-material', material: 'business-licence' } as const;
    const file = { ...order.file('business-licence', 1), ...picture };
    expect(order.refusal({ ...attach, file }, holder)).toBe('FILE_TYPE');
    expect(new Player(programme, 'new').refusal({ ...attach, file }, holder)).toBeUndefined();
    const sized = (maxBytes: number) => loadConfig({ overrides: { uploads: { maxBytes } } }).config.uploads.maxBytes;
    expect(sized(1_000_000)).toBe(1_000_000);
  });
});

describe('the papers that were posted', () => {
  const posted = () => {
    const order = new Player(programme, 'new').to('papers');
    return order.do({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' });
  };
  const room = worker('mail-room');
  const fault = { item: { kind: 'material', code: 'business-licence' } as const, reason: 'paper-differs' };

  test('[PA-19] each is marked; a difference holds the order, with its reason, until only the bad one is sent again', () => {
    const order = posted();
    const papers = view(order).materials.filter(({ paper }) => paper);
    expect(papers.map(({ code }) => code)).toEqual([
      'application-form',
      'seal-form',
      'business-licence',
      'handler-id-copy',
    ]);
    const wrong = { ...fault, reason: 'no-such-reason' };
    expect(order.refusal({ type: 'report-paper-faults', faults: [wrong] }, room)).toBe('REASON_UNKNOWN');
    order.do({ type: 'report-paper-faults', faults: [fault] }, room);
    expect(view(order).papers).toMatchObject({
      status: 'faulty',
      faults: [{ material: 'business-licence', label: { zh: '与上传的不一致' } }],
    });
    expect(view(order).papers.faults[0]?.whatToDo.zh).toContain('那一份');
    const told = noticesOf(
      { type: 'papers-faulty', faults: [{ ...fault, note: null }], note: null },
      order.state,
      programme,
    );
    expect(told[0]?.params.reason).toMatchObject({ zh: '营业执照复印件：与上传的不一致' });
    expect(order.refusal({ type: 'confirm-papers' }, room)).toBe('PAPERS_FAULTY');
    order.do({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890199' });
    order.do({ type: 'confirm-papers' }, room);
    expect(order.state.stage).toBe('production');
  });

  test('[PA-19] all acceptable, the certificate is made, the key is shipped, and its holder activates it with a code', () => {
    const order = posted().do({ type: 'confirm-papers' }, room);
    expect(tasksOf(order.state, order).map(({ queue }) => queue)).toContain('production');
    order.to('activation');
    expect(order.state.production.madeAt).not.toBeNull();
    expect(order.state.delivery.dispatchedAt).not.toBeNull();
    expect(view(order).waiting.text.zh).toContain('激活');
  });
});

test('[PA-39] an unlock by hand ends within two working days; its holder sees it pending, passed, or returned with the reason', () => {
  const order = new Player(programme, 'unlock', { subject: heldBy(programme) }).fill({ 'last-handler': 'no' }).submit();
  const promise = addDuration(order.now, { amount: 2, unit: 'working-days' }).toISOString();
  expect(currentClock(order.state, order)).toMatchObject({ actor: 'authority', promise });
  expect(view(order).state.label.zh).toBe('待审核');
  order.do({ type: 'take' }, worker('reviewer'));
  const faults = [{ item: { kind: 'material', code: 'authorisation' } as const, reason: 'no-seal' }];
  order.do({ type: 'return-materials', faults }, worker('reviewer'));
  expect(view(order).state.label.zh).toBe('退回');
  // While the data are not correct the two days do not run.
  expect(currentClock(order.state, order)).toMatchObject({ actor: 'applicant', promise: null });
  const returned = view(order).materials.find(({ code }) => code === 'authorisation');
  expect(returned?.fault?.label.zh).toBe('没有加盖实体印章');
  order.do({ type: 'attach-material', material: 'authorisation', file: order.file('authorisation', 3) }).submit();
  expect(order.to('unlock').state.stage).toBe('unlock');
  expect(view(order).state.label.zh).toBe('待解锁');
});
