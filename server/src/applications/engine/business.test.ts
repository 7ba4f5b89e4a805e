import { type Programme, shanghaiDay } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Account } from '../testing/account.ts';
import { heldBy, holder, house, ORGANISATION, Player, worker } from '../testing/player.ts';
import type { HeldCertificate } from './context.ts';
import { decideOpen } from './stages/open.ts';
import { MOST_DRAFTS } from './stages/subject.ts';
import type { ForBranch } from './state.ts';

function programme(code: string): Programme {
  const found = programmes.find((p) => p.code === code);
  if (!found) throw new Error(`no programme ${code}`);
  return found;
}
const pa = programme('pingan');
const bm = programme('bjca-mobile');
const it = programme('xinchengtong');

/** The refusal of an opening on 2026-11-23, with this certificate. */
function opening(
  p: Programme,
  service: string,
  held: Partial<HeldCertificate> | null,
  now = '2026-11-23T02:00:00Z',
  signedInWith?: string | null,
) {
  const subject = held && heldBy(p, held);
  const project = p.projects[0]?.code ?? '';
  const decision = decideOpen(
    {
      id: 'i',
      number: 'n',
      project,
      service,
      organisation: ORGANISATION,
      regionConfirmed: true,
      subject: subject?.id ?? null,
      signedInWith: signedInWith === undefined ? (subject?.id ?? null) : signedInWith,
      fields: {},
    },
    {
      programme: p,
      now: new Date(now),
      facts: { organisationName: ORGANISATION.name, templates: {}, subject, arrears: false },
      living: subject ? [subject] : [],
      applying: [],
    },
  );
  return 'refusal' in decision ? decision.refusal : undefined;
}

describe('extra applications for branches', () => {
  const branch = { id: 'b', parent: { creditCode: ORGANISATION.creditCode, name: ORGANISATION.name } };
  const open = (p: Programme, asked: ForBranch | 'not-yours') =>
    decideOpen(
      {
        id: 'i',
        number: 'n',
        project: p.projects[0]?.code ?? '',
        service: 'new',
        organisation: { ...ORGANISATION, name: '示例公司海淀分公司', creditCode: 'D12345678' },
        branch: asked,
        regionConfirmed: true,
        fields: {},
      },
      {
        programme: p,
        now: new Date('2026-11-23T02:00:00Z'),
        facts: {
          organisationName: '示例公司海淀分公司',
          templates: {},
          subject: null,
          arrears: false,
        },
        living: [],
        applying: [],
      },
    );

  test('the order names the branch and remembers its parent; where nothing is offered, or it is a stranger’s, refused', () => {
    const done = open(bm, branch);
    expect('events' in done && done.events[0]).toMatchObject({
      type: 'opened',
      organisation: { id: ORGANISATION.id, name: '示例公司海淀分公司', creditCode: 'D12345678' },
      branch,
    });
    expect(open(bm, 'not-yours')).toMatchObject({ refusal: { code: 'BRANCH_NOT_YOURS', field: 'branch' } });
    expect(open(pa, branch)).toMatchObject({ refusal: { code: 'BRANCH_NOT_OFFERED', field: 'branch' } });
  });
});

describe('which business is open to which certificate', () => {
  test('[PA-02] a second certificate for one account is refused, and a second application while one runs', () => {
    const account = new Account(pa);
    expect('events' in account.open('new', 'supplier', null)).toBe(true);
    expect(account.open('new', 'supplier', null)).toMatchObject({ refusal: { code: 'ALREADY_APPLYING' } });
  });

  test('whoever began a great many new applications and handed none in begins no further one', () => {
    const nothing = { organisationName: ORGANISATION.name, templates: {}, subject: null, arrears: false };
    const begin = (drafts: number) =>
      decideOpen(
        {
          ...{ id: 'i', number: 'n', project: bm.projects[0]?.code ?? '', service: 'new', fields: {} },
          ...{ organisation: ORGANISATION, regionConfirmed: true },
        },
        { programme: bm, now: new Date(), facts: nothing, living: [], applying: [], drafts },
      );
    expect('events' in begin(MOST_DRAFTS - 1)).toBe(true);
    expect(begin(MOST_DRAFTS)).toMatchObject({ refusal: { code: 'DRAFTS_TOO_MANY', params: { most: MOST_DRAFTS } } });
  });

  test('[PA-07] follow-up business needs the account that applied', () => {
    expect(opening(pa, 'renew', { programme: 'jiangxi' })?.code).toBe('SUBJECT_NOT_YOURS');
    expect(opening(pa, 'renew', null)?.code).toBe('SUBJECT_MISSING');
  });

  test.each(['renew', 'change', 'reissue', 'seal-apply'])(
    '[PA-08] an expired certificate leads from %s to a new application',
    (service) => {
      expect(opening(pa, service, { notAfter: '2026-11-22T00:00:00.000Z', status: 'expired' })).toMatchObject({
        code: 'SUBJECT_EXPIRED_SO',
        params: { service: { zh: '新申请' } },
      });
    },
  );

  test.each([pa, programme('bjca-onecard')])(
    '[PA-24][BJ-31] $code renews from the 90th day before expiry, and says which day that is',
    (p) => {
      const held = { notAfter: '2027-03-01T02:00:00.000Z' };
      expect(opening(p, 'renew', held, '2026-11-30T15:59:59Z')).toMatchObject({
        code: 'WINDOW_NOT_YET',
        params: { day: '2026-12-01' },
      });
      expect(opening(p, 'renew', held, '2026-11-30T16:00:00Z')).toBeUndefined();
      expect(opening(p, 'renew', held, '2027-03-01T01:59:59Z')).toBeUndefined();
    },
  );

  test('[BJ-33] another business that runs on the certificate is named', () => {
    expect(opening(pa, 'change', { running: 'PA261123-000009-K' })).toMatchObject({
      code: 'BUSINESS_RUNNING',
      params: { number: 'PA261123-000009-K' },
    });
  });

  test('[PA-42] a seal is applied for only without one, and changed only with one', () => {
    expect(opening(pa, 'seal-apply', { sealName: '甲公司' })?.code).toBe('SEAL_THERE');
    expect(opening(pa, 'seal-change', {})?.code).toBe('NO_SEAL_YET');
  });

  test('[PA-01] what is about a certificate is opened by who signed in with it; a new one and a reissue by anybody of the account', () => {
    const by = (service: string, signedInWith: string | null, held: Partial<HeldCertificate> | null = {}) =>
      opening(pa, service, held, '2026-11-23T02:00:00Z', signedInWith);
    const soon = { notAfter: '2027-01-20T02:00:00.000Z' };
    for (const [service, held] of [
      ['renew', soon],
      ['change', {}],
      ['seal-apply', {}],
      ['seal-change', { sealName: '甲公司' }],
    ] as const) {
      expect(by(service, null, held), service).toMatchObject({ code: 'CERTIFICATE_SESSION_NEEDED' });
      expect(by(service, 'another', held)?.code, service).toBe('CERTIFICATE_SESSION_NEEDED');
      expect(by(service, heldBy(pa).id, held), service).toBeUndefined();
    }
    // Who has lost or locked the key cannot sign in with it.
    for (const service of ['reissue', 'unlock']) expect(by(service, null), service).toBeUndefined();
    expect(by('new', null, null)).toBeUndefined();
    // What is not open anyway is said first.
    expect(by('renew', null, { status: 'ended' })?.code).toBe('SUBJECT_ENDED');
  });

  test('[PA-22] a certificate that is not activated is not renewed, it is told what it is', () => {
    expect(opening(pa, 'renew', { status: 'made' })).toMatchObject({
      code: 'SUBJECT_STATE',
      params: { state: { zh: '待激活' } },
    });
  });
});

describe('what happened to the certificate meanwhile', () => {
  const renewal = () => new Player(pa, 'renew', { subject: heldBy(pa) });

  test('[PA-08][PA-24] a draft is not handed in for a certificate that is over', () => {
    const late = renewal().fill();
    late.now = new Date('2027-01-20T02:00:00Z');
    const submit = { type: 'submit', dataVersion: late.state.dataVersion } as const;
    expect(late.refusal(submit, holder)).toBe('SUBJECT_EXPIRED_SO');
    late.now = new Date('2027-01-20T01:59:59Z');
    late.subject = heldBy(pa, { status: 'ended' });
    expect(late.refusal(submit, holder)).toBe('SUBJECT_ENDED');
    late.subject = heldBy(pa);
    expect(late.refusal(submit, holder)).toBeUndefined();
  });

  test('[PA-08] a draft that can no longer be handed in is withdrawn and stands in nobody’s way', () => {
    const account = new Account(pa);
    account.holdings.set('h', { ...heldBy(pa), id: 'h', madeBy: 'o' });
    account.open('renew', 'supplier', 'h');
    account.now = Date.parse('2027-02-01T02:00:00Z');
    account.holdings.set('h', { ...heldBy(pa), id: 'h', madeBy: 'o', status: 'expired' });
    expect(account.open('new', 'supplier', null)).toMatchObject({ refusal: { code: 'ALREADY_APPLYING' } });
    const [draft] = account.orders.values();
    if (!draft) throw new Error('no draft');
    account.give(draft, { type: 'cancel' }, holder);
    expect('events' in account.open('new', 'supplier', null)).toBe(true);
  });

  test('[PA-25] a revoked or suspended certificate vouches for no renewal; resumed it does', () => {
    const order = renewal().to('install');
    const begin = { type: 'install-started', mediumSerial: 'YK0009' } as const;
    order.subject = heldBy(pa, { status: 'ended' });
    expect(order.refusal(begin, house)).toBe('SUBJECT_ENDED');
    order.subject = heldBy(pa, { status: 'suspended' });
    expect(order.refusal(begin, house)).toBe('SUBJECT_STATE');
    order.subject = heldBy(pa);
    order.do(begin, house);
    order.subject = heldBy(pa, { status: 'ended' });
    // Begun is not made: the certificate is asked again before a pair is issued.
    expect(order.refusal(begin, house)).toBe('SUBJECT_ENDED');
    order.do({ type: 'certificate-made', certificates: [], mediumSerial: 'YK0009' }, house);
    expect(order.refusal(begin, house)).toBeUndefined();
  });
});

describe('filling in', () => {
  test.each([
    ['1', 20_000],
    ['5', 100_000],
  ])('[PA-09] %s years cost %d fen, another term is refused', (years, fen) => {
    const order = new Player(pa, 'new').fill({ years }).submit();
    expect(order.state.price?.totalFen).toBe(fen);
    const other = new Player(pa, 'new');
    expect(other.refusal({ type: 'save-draft', fields: { years: '6' } }, holder)).toBe('FIELD_INVALID');
  });

  test('[PA-17] another kind of seal is refused at entry, with the kinds that are possible', () => {
    const order = new Player(pa, 'new');
    expect(order.refusal({ type: 'save-draft', fields: { 'seal-sort': 'other' } }, holder)).toBe('CHOICE_NOT_ONLINE');
  });

  test('[PA-33][PA-44] a seal with another name than the certificate is refused', () => {
    const order = new Player(pa, 'seal-apply', { subject: heldBy(pa) }).fill({ 'seal-name': '另一家公司' });
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, holder)).toBe('SEAL_NAME_DIFFERS');
    const renamed = new Player(pa, 'change', { subject: heldBy(pa) }).fill({
      'new-name': '新名有限公司',
      'seal-name': '新名有限公司',
    });
    expect(renamed.submit().state.stage).toBe('review');
  });

  test('[IT-11][IT-12] quarantine users pass without numbers, the placeholder is nobody else’s', () => {
    const quarantine = new Player(it, 'new').fill({ 'user-type': 'quarantine' });
    expect(quarantine.project.fields.map((f) => f.code)).not.toContain('inspection-number');
    expect(quarantine.submit().state.stage).toBe('papers');
    const other = new Player(it, 'new').fill({ 'user-type': 'enterprise', 'origin-number': '0000000000' });
    expect(other.refusal({ type: 'submit', dataVersion: other.state.dataVersion }, holder)).toBe('FIELD_INVALID');
  });

  test('[IT-27] a fee that is not set is not free: the order cannot be submitted', () => {
    const services = it.services.map((s) => (s.code === 'unlock' ? { ...s, prices: [] } : s));
    const order = new Player({ ...it, services }, 'unlock', { subject: heldBy(it) }).fill();
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, holder)).toBe('FEE_NOT_CONFIGURED');
  });
});

describe('payment, review and papers in the programme’s own order', () => {
  test('[PA-13] an unpaid order does not reach review, a second payment is kept apart', () => {
    const order = new Player(pa, 'new').fill().submit();
    expect(order.state.stage).toBe('payment');
    expect(order.refusal({ type: 'take' }, worker('reviewer'))).toBe('NOT_SUBMITTED');
    expect(order.pay().state.stage).toBe('review');
    expect(order.refusal({ type: 'charge-opened', chargeId: 'c2', attemptId: '2' }, house)).toBe('ALREADY_PAID');
  });

  test('[PA-14] a returned order is corrected and goes back to review without a second payment', () => {
    const order = new Player(pa, 'new').to('review');
    const item = { kind: 'material', code: 'business-licence' } as const;
    order.do({ type: 'take' }, worker('reviewer'));
    order.do({ type: 'return-materials', faults: [{ item, reason: 'unclear' }] }, worker('reviewer'));
    expect(order.refusal({ type: 'save-draft', fields: { years: '3' } }, holder)).toBe('ITEM_ACCEPTED');
    order
      .do({ type: 'attach-material', material: 'business-licence', file: order.file('business-licence', 2) })
      .submit();
    expect(order.state.stage).toBe('review');
    expect(order.state.payment.extra).toEqual([]);
  });

  test('[PA-09] what the price follows from cannot be returned once it is paid', () => {
    const order = new Player(pa, 'new').to('review');
    order.do({ type: 'take' }, worker('reviewer'));
    const faults = [{ item: { kind: 'field', code: 'years' } as const, reason: 'field-wrong' }];
    expect(order.refusal({ type: 'return-materials', faults }, worker('reviewer'))).toBe('FIELD_PAID_FOR');
  });

  test('[PA-18] registered mail is not accepted', () => {
    const order = new Player(pa, 'new').to('papers');
    const parcel = { carrier: '邮政挂号信', trackingNumber: 'SF1234567890123' };
    expect(order.refusal({ type: 'post-papers', ...parcel }, holder)).toBe('CARRIER_REFUSED');
  });

  test('[PA-31] the key is sent with the papers of a change, it cannot be uploaded', () => {
    const order = new Player(pa, 'change', { subject: heldBy(pa) });
    const file = order.file('medium');
    expect(order.refusal({ type: 'attach-material', material: 'medium', file }, holder)).toBe('MATERIAL_UNKNOWN');
    expect(order.to('papers').state.price?.totalFen ?? 0).toBe(0);
  });

  test('[PA-36] the old certificate of a reissue ends with the approval, of a change when the new one is made', () => {
    const ends = (service: string) => {
      const order = new Player(pa, service, { subject: heldBy(pa) }).to('finished');
      const at = order.history.findIndex(({ event }) => event.type === 'subject-superseded');
      return order.history[at - 1]?.event.type;
    };
    expect(ends('reissue')).toBe('approved');
    expect(ends('change')).toBe('certificate-made');
    expect(ends('renew')).toBe('installed');
  });

  test('[IT-19] a business is on hold for the fee, then for arrears, with the reasons, and goes on by itself', () => {
    const order = new Player(it, 'new').to('review');
    order.arrears = true;
    order.do({ type: 'take' }, worker('reviewer'));
    order.do({ type: 'approve', dataVersion: order.state.dataVersion }, worker('reviewer'));
    expect(order.state.hold?.reasons).toEqual(['fee', 'arrears']);
    order.pay();
    expect(order.state.hold?.reasons).toEqual(['arrears']);
    order.arrears = false;
    order.do({ type: 'recheck' }, house);
    expect(order.state.hold).toBeNull();
    expect(order.state.stage).toBe('review');
  });

  test('[IT-39] a warranty exchange is free; not covered, it is paid like any other', () => {
    const order = new Player(it, 'reissue', { subject: heldBy(it) }).fill({ 'reissue-reason': 'warranty' }).submit();
    expect(order.state.price?.totalFen).toBe(0);
    order.to('review').do({ type: 'take' }, worker('reviewer'));
    const faults = [{ item: { kind: 'field', code: 'reissue-reason' } as const, reason: 'warranty-not-covered' }];
    order.do({ type: 'return-materials', faults }, worker('reviewer'));
    order.do({ type: 'save-draft', fields: { 'reissue-reason': 'damaged' } });
    expect(order.submit().state.price?.totalFen).toBe(18_000);
  });
});

describe('what the holder does', () => {
  test('[PA-38] the last handler passes at once, [PA-41] never on a partial match', () => {
    const yes = { 'last-handler': 'yes' };
    expect(new Player(pa, 'unlock', { subject: heldBy(pa) }).fill(yes).submit().state.stage).toBe('unlock');
    const lastHandler = {
      'handler-name': '王小明',
      'handler-id': '11010519491231002X',
      'handler-mobile': '13800138001',
    };
    const other = new Player(pa, 'unlock', { subject: heldBy(pa, { lastHandler }) }).fill(yes);
    expect(other.refusal({ type: 'submit', dataVersion: other.state.dataVersion }, holder)).toBe('HANDLER_DIFFERS');
    const manual = new Player(pa, 'unlock', { subject: heldBy(pa, { lastHandler }) }).fill({ 'last-handler': 'no' });
    expect(manual.project.materials.map((m) => m.code)).toEqual(['authorisation', 'handler-id-copy']);
    expect(manual.submit().state.stage).toBe('review');
  });

  test('[PA-20][PA-22] a key of another order is not activated, and nothing is bound before it is', () => {
    const order = new Player(pa, 'new').to('activation');
    expect(order.refusal({ type: 'activated', mediumSerial: 'YK7777' }, house)).toBe('OTHER_MEDIUM');
    expect(order.refusal({ type: 'bound', system: 'procurement', account: 'A' }, house)).toBe('BINDING_NOT_YET');
  });

  test('[BJ-22] a medium that was not posted for the order is refused', () => {
    const order = new Player(bm, 'new').to('install');
    expect(order.refusal({ type: 'install-started', mediumSerial: 'YK7777' }, house)).toBe('OTHER_MEDIUM');
  });

  test('[BJ-21] interrupted and begun again, one medium gets one pair and the order stays open until all are written', () => {
    const order = new Player(bm, 'new').to('install', { handling: 'online', keys: '2' });
    order.later(2).do({ type: 'confirm-received' });
    for (let i = 0; i < 2; i++) {
      order.do({ type: 'install-started', mediumSerial: 'YK0001' }, house);
      order.do({ type: 'certificate-made', certificates: [], mediumSerial: 'YK0001' }, house);
    }
    order.do({ type: 'installed', mediumSerial: 'YK0001' }, house);
    expect(order.history.filter(({ event }) => event.type === 'certificate-made')).toHaveLength(1);
    expect(order.state.stage).toBe('install');
    order.install();
    expect(order.state.stage).toBe('finished');
  });

  test('[BJ-24][BJ-25] an order is cancelled until its keys are posted, and never comes back', () => {
    const order = new Player(bm, 'new').to('provision');
    const posted = new Player(bm, 'new').to('install');
    expect(posted.refusal({ type: 'cancel' }, holder)).toBe('CANCEL_NOT_NOW');
    expect(new Player(bm, 'new').to('finished').refusal({ type: 'cancel' }, holder)).toBe('ORDER_FINISHED');
    order.do({ type: 'cancel' });
    expect(order.state.void?.wrong).toBe('cancelled');
    expect(order.refusal({ type: 'cancel' }, holder)).toBe('ORDER_VOID');
  });
});

describe('names nobody can tell apart', () => {
  test.each(['\u200b', '\u00ad', '\u2060', '\u3164', '\ufe0f', '\u{e0041}'])(
    '[PA-28] a new name with something that cannot be seen is not certified (%#)',
    (hidden) => {
      const order = new Player(pa, 'change', { subject: heldBy(pa) }).fill();
      order.do({ type: 'save-draft', fields: { 'new-name': `新名${hidden}有限公司` } });
      const submit = { type: 'submit', dataVersion: order.state.dataVersion } as const;
      expect(order.refusal(submit, holder)).toBe('FIELD_UNSAFE');
    },
  );
});

describe('giving an order up', () => {
  const paid = () => new Player(pa, 'new').to('activation');
  const asked = { type: 'enter-refund', note: '不办了', medium: 'returned' } as const;
  const finance = (n: number) => worker('finance', `f${n}`);

  test('[PA-46] the fourteenth calendar day in Shanghai is the last, whatever the hour of the receipt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 }), fc.nat(40), (hour, at, days) => {
        const order = paid();
        order.later(1);
        order.now = new Date(Date.parse(`${shanghaiDay(order.now)}T00:00:00+08:00`) + (24 + hour) * 3_600_000);
        order.do({ type: 'confirm-received' });
        order.now = new Date(
          Date.parse(`${shanghaiDay(order.now)}T00:00:00+08:00`) +
            (days * 24 + Math.max(at, days === 0 ? hour : 0)) * 3_600_000,
        );
        expect(order.refusal(asked, finance(1))).toBe(days <= 14 ? undefined : 'REFUND_TOO_LATE');
      }),
      { numRuns: 60 },
    );
  });

  test('[PA-47] an activated certificate is never refunded', () => {
    const order = paid();
    order.do({ type: 'activated', mediumSerial: 'YK0001' }, house);
    expect(order.refusal(asked, finance(1))).toBe('REFUND_ACTIVATED');
  });

  test('[PA-48] the key comes back with the request, unless it was never received', () => {
    const order = paid();
    expect(order.refusal({ type: 'enter-refund', note: '-' }, finance(1))).toBe('REFUND_MEDIUM');
    order.later(1).do({ type: 'confirm-received' });
    expect(order.refusal({ ...asked, medium: 'never-received' }, finance(1))).toBe('REFUND_MEDIUM');
  });

  test('[PA-50] while it is open the key is not activated; paid, the order is over and its sum is what was paid', () => {
    const order = paid();
    order.do(asked, finance(1));
    expect(order.refusal({ type: 'activated', mediumSerial: 'YK0001' }, house)).toBe('REFUND_OPEN');
    order.do({ type: 'approve-refund' }, finance(2));
    expect(order.state.void?.wrong).toBe('given-up');
    order.do({ type: 'pay-out-refund', reference: 'R1' }, finance(3));
    expect(order.state.refund.status).toBe('refunded');
    expect(order.state.payment.paidFen).toBe(20_000);
  });

  test('[PA-46] asked for on the last day, it may be decided later', () => {
    const order = paid();
    order.later(1).do({ type: 'confirm-received' }).later(14);
    order.do(asked, finance(1)).later(3);
    expect(order.refusal({ type: 'approve-refund' }, finance(2))).toBeUndefined();
  });

  test('[PA-46] refused, the order goes on as before', () => {
    const order = paid();
    order.do(asked, finance(1)).do({ type: 'refuse-refund', note: '表格有误' }, finance(2));
    order.do({ type: 'activated', mediumSerial: 'YK0001' }, house);
    expect(order.state.stage).toBe('binding');
  });

  test('[PA-51] a free business has nothing to refund', () => {
    const order = new Player(pa, 'change', { subject: heldBy(pa) }).to('papers');
    expect(order.refusal(asked, finance(1))).toBe('REFUND_NOTHING_PAID');
  });
});
