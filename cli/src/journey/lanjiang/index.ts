import { mkdirSync } from 'node:fs';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { askCode, download, provide } from '../bjca/download.ts';
import { moveClock } from '../clock-part.ts';
import { bind, boundAt, checkSignIn, installRenewal, refused, takeSeal } from '../holder-part.ts';
import type { JourneyOptions } from '../index.ts';
import { newMedium, reportOf } from '../medium.ts';
import { staffMember } from '../people.ts';
import { approve, endOf, heldNow, type InHand, prove, read, yearsAfter } from '../play.ts';
import { applyAs, beginPlay, opening, type ProgrammePlay, refusedUntil } from '../programme-part.ts';
import type { Timeline } from '../timeline.ts';
import { designate, enter } from '../xinchengtong/money.ts';
import { codesOnPhone } from '../xinchengtong/update-codes.ts';

const { applications, finance, remittances, selfService } = endpoints;

/** The example programme of docs/programmes.md, offered by the setting `programmes`. */
export const LANJIANG_FILE = 'examples/programme/lanjiang.ts';
export const LANJIANG_BUSINESSES: readonly string[] = ['new', 'renew'];

const SCENE = { programme: 'lanjiang', region: '330781', address: '浙江省兰溪市示例路6号' };
const SYSTEM = 'tenders';
const DAY = 86_400_000;
const WINDOW = 60 * DAY;

/** The programme of a morning's work, played through the same doors as the others. */
export async function lanjiang(t: Timeline, options: JourneyOptions): Promise<void> {
  const { out, business } = options;
  mkdirSync(out, { recursive: true });
  const play = await beginPlay(t, options, SCENE);
  try {
    const held = await newCertificate(play);
    if (business !== 'new') await renew(play, held);
    t.save(out, { orders: play.orders, business: business ?? 'all' });
  } finally {
    for (const medium of play.media) await medium.dispose();
  }
}

/** By bank transfer only, into the one account of the programme, and designated to this order. */
async function transferred(play: ProgrammePlay, order: ApplicationView, fen: number): Promise<ApplicationView> {
  const { t, baseUrl, who } = play;
  t.check(`the order costs ${fen / 100} yuan`, order.price.totalFen === fen);
  const { payee } = await t.step('applicant', 'looks where to transfer', () =>
    call(who.person.transport, remittances.payeeOf, { params: { id: order.id } }),
  );
  const { transport } = await staffMember(baseUrl, 'finance');
  const { items } = await call(transport, remittances.payees, {});
  const company = items.find(({ code, name }) => code.startsWith(`${play.programme}/`) && name === payee?.company);
  if (!company) throw new Error(`finance knows no company ${payee?.company}`);
  const { id } = await enter(play, company.code, fen);
  await designate(play, id, { orderNumber: order.number, amountFen: fen });
  const { sumFen } = await call(transport, finance.ledger, {});
  t.check('the books balance', sumFen === 0);
  return read(play, order.id);
}

/** Reviewed, paid by transfer, a blank key posted, written, sealed and bound by its holder. */
async function newCertificate(play: ProgrammePlay): Promise<InHand> {
  const { t, who } = play;
  const { order, form } = await applyAs(play, { service: 'new', answers: { years: '2', 'with-seal': 'yes' } });
  t.check(
    'the stages are those of the page',
    order.stages.map(({ kind }) => kind).join(' ') === 'fill review payment provision install seal binding',
  );
  const approved = await approve(play, order);
  const paid = await transferred(play, approved, 2 * 18_000 + 6_000 + 5_000);
  t.check('a blank key is to be posted', paid.stage === 'provision' && paid.state.code === 'sending');
  const medium = await newMedium();
  play.media.push(medium);
  const [blank] = await provide(play, paid, [medium], 'usb-key', true);
  if (!blank) throw new Error('nothing was posted');
  const held = await download(play, paid, blank, await askCode(play, paid), undefined);
  const written = await read(play, order.id);
  t.check('the seal is made then', written.stage === 'seal');
  await takeSeal(t, who, written, medium, held.made.sign);
  t.check('it is to be bound', (await read(play, order.id)).stage === 'binding');
  await bind(t, who, medium, held.made.sign, SYSTEM);
  const done = await read(play, order.id);
  t.check('the order is done', done.stage === 'finished' && done.state.code === 'done');
  t.check('one certificate is bound', (await boundAt(who, SYSTEM)) === 1);
  await checkSignIn(t, who, medium, held.made.sign);
  await prove(play, 'new', held.made, form);
  await refused(t, 'unlocking online, which is done in the hall', 'SERVICE_AT_HALL', () =>
    call(who.person.transport, applications.open, { body: opening(play, { service: 'unlock' }) }),
  );
  return held;
}

/** Within sixty days of the end, onto the same key with two codes; the new price is in force by then. */
async function renew(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { id: subject } = await heldNow(play);
  const asked = { service: 'renew', subject, answers: { years: '1' } };
  const end = endOf(held.made);
  await refusedUntil(play, asked, new Date(end.getTime() - WINDOW));
  await moveClock(t, new Date(end.getTime() - 30 * DAY), [who]);
  const { order } = await applyAs(play, asked);
  const paid = await transferred(play, await approve(play, order), 16_000);
  t.check('it may be downloaded', paid.stage === 'install');
  const [first, second] = await codesOnPhone(play, order);
  const proofs = { updateCodes: [first, second] satisfies [string, string] };
  const body = { medium: reportOf(held.medium), proofs };
  await t.step('applicant', 'begins the download with both codes', () =>
    call(who.person.transport, selfService.begin, { params: { id: order.id }, body }),
  );
  const made = await installRenewal(t, who, order, held.medium, held.made.sign);
  t.check('the order is done', (await read(play, order.id)).state.code === 'done');
  t.check('the new certificate ends a year after the old one', endOf(made).getTime() === yearsAfter(end, 1).getTime());
  t.check('the binding went with it', (await boundAt(who, SYSTEM)) === 1);
  await checkSignIn(t, who, held.medium, made.sign);
  await prove(play, 'renew', made, null);
  return { ...held, made };
}
