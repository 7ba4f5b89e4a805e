import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { memberActs, staffAct } from '../authority-part.ts';
import { moveClock } from '../clock-part.ts';
import { refused, tryActivation } from '../holder-part.ts';
import { colleague, staffMember } from '../people.ts';
import { type InHand, isRevoked, type Play, read } from '../play.ts';
import { sentTo } from './new.ts';
import { FEN_A_YEAR, newPlay } from './play.ts';

const DAY = 86_400_000;
const NOTE = '客户寄回退款申请表和介质';

/** PA-46 … PA-50: given up on the 14th day after the parcel was signed for; on the 15th nobody can. */
export async function refund(first: Play): Promise<void> {
  const { t, baseUrl, out } = first;
  const second = { ...(await newPlay(t, baseUrl, out)), media: first.media, orders: first.orders };
  const inTime = await sentTo(first);
  const late = await sentTo(second);
  const received = Date.parse((await read(second, late.order.id)).delivery.receivedAt ?? '');
  const people = [first.who, second.who];
  await moveClock(t, new Date(received + 14 * DAY), people);
  await giveUp(first, inTime.order, inTime.held);
  await moveClock(t, new Date(received + 15 * DAY), people);
  const member = await staffMember(baseUrl, 'customer-service');
  await refused(t, 'a refund on the 15th day', 'REFUND_TOO_LATE', () =>
    call(member.transport, endpoints.consoleApplications.command, {
      params: { id: late.order.id },
      body: { command: { type: 'enter-refund', note: NOTE, medium: 'returned' } },
    }),
  );
}

async function giveUp(play: Play, { id }: ApplicationView, { medium, made }: InHand): Promise<void> {
  const { t, baseUrl, who } = play;
  await staffAct(t, baseUrl, 'customer-service', id, 'enters the refund on the 14th day', {
    type: 'enter-refund',
    note: NOTE,
    medium: 'returned',
  });
  const order = await read(play, id);
  await refused(t, 'activation while a refund is open', 'SELF_REFUND_OPEN', () =>
    tryActivation(who, order, medium, made.sign, '00000000'),
  );
  await staffAct(t, baseUrl, 'finance', id, 'approves the refund', { type: 'approve-refund' });
  const paying = { type: 'pay-out-refund', reference: `R${Date.now()}` } as const;
  await refused(t, 'paid out by who approved it', 'SECOND_PERSON_NEEDED', async () =>
    call((await staffMember(baseUrl, 'finance')).transport, endpoints.consoleApplications.command, {
      params: { id },
      body: { command: paying },
    }),
  );
  await memberActs(t, await colleague(baseUrl, 'finance'), 'finance', id, 'pays it out', paying);
  const closed = await read(play, id);
  t.check('the order is refunded', closed.paymentState === 'refunded' && closed.void?.wrong === 'given-up');
  t.check('as much as was paid goes back', closed.payment.amountFen === FEN_A_YEAR);
  await isRevoked(play, 'the certificate given up', made, 'refund');
  await call(who.person.transport, endpoints.applications.open, {
    body: { programme: closed.programme, project: closed.project, service: 'new' },
  });
  t.check('the account may apply anew', true);
}
