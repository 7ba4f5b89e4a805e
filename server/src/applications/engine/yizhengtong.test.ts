import { askedIn, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { heldBy, holder, house, ORGANISATION, Player, worker } from '../testing/player.ts';
import type { CommandOf } from './commands.ts';
import { decideOpen } from './stages/open.ts';

/** The three products that one authority offers, with what each posts. */
const products = ['bjca-onecard', 'bjca-mobile', 'bjca-shenzhen'].map((code) => {
  const found = programmes.find((p) => p.code === code);
  if (!found) throw new Error(`no programme ${code}`);
  return [code, found] as const;
});
const mobile = products[1]?.[1];
if (!mobile) throw new Error('no product');

const online = { handling: 'online', keys: '1' };
const onSite = { handling: 'on-site' };
const about = (programme: Programme, service: string) =>
  service === 'new' ? new Player(programme, service) : new Player(programme, service, { subject: heldBy(programme) });

describe.each(products)('%s', (_code, programme) => {
  const ordered = ['new', 'lost-reissue', 'damage-reissue', 'change-name'];

  test.each(ordered)('[BJ-16] %s is handled online, and the identity materials have to be posted', (service) => {
    const order = about(programme, service).fill(online).submit();
    const papers = order.project.materials.filter(({ required, paper }) => required && paper);
    expect(papers.map(({ code }) => code)).toEqual(['application-form', 'business-licence', 'handler-id-copy']);
    expect(order.state.stage).toBe('papers');
    const approve = { type: 'approve', dataVersion: order.state.dataVersion } as const;
    expect(order.refusal(approve, worker('reviewer'))).toBe('NOT_SUBMITTED');
    order.step();
    expect(order.state.stage).toBe('review');
  });

  test('[BJ-16] renewal has a guide of its own, and unlocking is offered', () => {
    const { articles, services } = programme;
    expect(services.map(({ code }) => code)).toEqual([...ordered, 'renew', 'unlock']);
    expect(articles.filter(({ topics }) => topics[0] === 'renew').map(({ slug }) => slug)).toEqual(['renewal']);
    expect(about(programme, 'unlock').to('unlock').step().state.stage).toBe('finished');
  });

  test.each(ordered)(
    '[BJ-17] %s at a counter is finished at once, nothing is posted; online it goes by courier',
    (service) => {
      const atCounter = about(programme, service).to('finished', onSite);
      const kinds = (order: Player) => order.history.map(({ event }) => event.type);
      expect(kinds(atCounter)).toContain('handed-over');
      for (const posted of ['papers-posted', 'media-provided', 'dispatched'])
        expect(kinds(atCounter)).not.toContain(posted);
      expect(kinds(about(programme, service).to('finished', online))).toContain('media-provided');
    },
  );

  test('[BJ-19] nothing is downloaded before papers, approval, posting and receipt', () => {
    const order = about(programme, 'new');
    const begin = { type: 'install-started', mediumSerial: 'YK0001' } as const;
    for (const stage of ['papers', 'review', 'provision'] as const) {
      order.to(stage, online);
      expect(order.refusal(begin, house), stage).toBe('INSTALL_NOT_YET');
    }
    order.to('install');
    expect(order.refusal(begin, house)).toBe('INSTALL_NOT_RECEIVED');
    order.later(2).do({ type: 'confirm-received' });
    expect(order.refusal(begin, house)).toBeUndefined();
  });

  test('[BJ-19] the courier’s word that it was delivered is as good as the holder’s', () => {
    const order = about(programme, 'new').to('install', online).later(2);
    order.do({ type: 'received', at: order.now.toISOString(), source: 'courier' }, house);
    expect(order.refusal({ type: 'install-started', mediumSerial: 'YK0001' }, house)).toBeUndefined();
  });
});

describe('what the rules refuse', () => {
  const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890125' };
  const items = (count: number, card: string | null): CommandOf<'provide-media'> => ({
    type: 'provide-media',
    items: Array.from({ length: count }, (_, i) => ({ mediumSerial: `YK${i}`, passwordCard: card && `${card}${i}` })),
    ...parcel,
  });
  const desk = worker('shipping');

  test('[BJ-02][BJ-03] a card where the product has none, none where it has one, and another number of keys', () => {
    const waiting = (code: string) => {
      const found = products.find(([name]) => name === code)?.[1];
      if (!found) throw new Error(code);
      return new Player(found, 'new').to('provision', { handling: 'online', keys: '2' });
    };
    const [card, mobileOrder] = [waiting('bjca-onecard'), waiting('bjca-mobile')];
    expect(card.refusal(items(2, 'PC'), desk)).toBe('PASSWORD_CARDS');
    expect(card.refusal(items(2, null), desk)).toBeUndefined();
    expect(mobileOrder.refusal(items(2, null), desk)).toBe('PASSWORD_CARDS');
    expect(mobileOrder.refusal(items(1, 'PC'), desk)).toBe('MEDIA_COUNT');
    expect(mobileOrder.refusal(items(2, 'PC'), desk)).toBeUndefined();
  });

  test('[BJ-24] cancelling works in every state until the keys are posted, and nowhere after it', () => {
    for (const stage of ['fill', 'papers', 'review', 'provision'] as const)
      expect(new Player(mobile, 'new').to(stage, online).refusal({ type: 'cancel' }, holder), stage).toBeUndefined();
    for (const stage of ['review', 'production'] as const)
      expect(new Player(mobile, 'new').to(stage, onSite).refusal({ type: 'cancel' }, holder), stage).toBeUndefined();
    expect(new Player(mobile, 'new').to('delivery', onSite).refusal({ type: 'cancel' }, holder)).toBe('CANCEL_NOT_NOW');
    expect(new Player(mobile, 'new').to('install', online).refusal({ type: 'cancel' }, holder)).toBe('CANCEL_NOT_NOW');
    expect(new Player(mobile, 'new').to('finished', online).refusal({ type: 'cancel' }, holder)).toBe('ORDER_FINISHED');
  });

  test('[BJ-25] a cancelled order keeps its history, and nothing brings it back', () => {
    const order = new Player(mobile, 'new').to('provision', online);
    const before = order.history.length;
    order.do({ type: 'cancel' });
    expect(order.history.length).toBeGreaterThan(before);
    expect(order.refusal(items(1, 'PC'), desk)).toBe('ORDER_VOID');
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, holder)).toBe('ORDER_VOID');
    expect(new Player(mobile, 'new').to('finished', onSite).state.stage).toBe('finished');
  });

  test('[BJ-31] renewal more than 90 days before the end is refused with the first day, and after the end sent to a new one', () => {
    const [project] = mobile.projects;
    const refusal = (daysBefore: number) => {
      const subject = heldBy(mobile, { notAfter: '2027-06-30T02:00:00.000Z' });
      const now = new Date(Date.parse(subject.notAfter) - daysBefore * 86_400_000);
      const order = { id: 'i', number: 'n', project: project?.code ?? '', service: 'renew', fields: {} };
      const facts = { organisationName: ORGANISATION.name, templates: {}, subject, arrears: false };
      const decision = decideOpen(
        { ...order, organisation: ORGANISATION, regionConfirmed: true, subject: subject.id },
        { programme: mobile, now, facts, living: [subject], applying: [] },
      );
      return 'refusal' in decision ? decision.refusal : undefined;
    };
    expect(refusal(91)).toMatchObject({ code: 'WINDOW_NOT_YET' });
    expect(JSON.stringify(refusal(91))).toContain('2027-04-01');
    expect(refusal(90)).toBeUndefined();
    expect(refusal(-1)).toMatchObject({ code: 'SUBJECT_EXPIRED_SO' });
    expect(JSON.stringify(refusal(-1))).toContain('证书新办');
  });

  test('an order about one certificate asks for one medium, a new one for up to five', () => {
    const choices = (service: string) => {
      const [project] = mobile.projects;
      const found = mobile.services.find(({ code }) => code === service);
      if (!project || found?.channel !== 'online') throw new Error(service);
      return askedIn(project, found).fields.find(({ code }) => code === 'keys')?.choices?.length;
    };
    expect([choices('new'), choices('damage-reissue')]).toEqual([5, 1]);
  });
});
