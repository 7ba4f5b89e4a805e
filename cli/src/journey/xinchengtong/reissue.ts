import { act } from '../application-part.ts';
import { staffAct } from '../authority-part.ts';
import { checkSignIn } from '../holder-part.ts';
import { approve, endOf, heldNow, type InHand, prove, read } from '../play.ts';
import { applyAs, type ProgrammePlay, refusesStaff, sendPapers } from '../programme-part.ts';
import { makeAndPost } from './new.ts';

/** IT-39: a warranty exchange waits for the faulty key, is free of charge, and keeps the end of validity. */
export async function exchange(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, baseUrl, who } = play;
  const { id: subject } = await heldNow(play);
  const { order, form } = await applyAs(play, {
    service: 'reissue',
    subject,
    answers: { 'reissue-reason': 'warranty' },
  });
  t.check('a warranty exchange costs nothing', order.price.totalFen === 0 && order.price.lines.length === 1);
  const without = { type: 'post-papers', carrier: '顺丰', trackingNumber: `SF${Date.now()}` } as const;
  await act(t, who, order.id, 'posts the papers without the key', without);
  const faults = [{ item: { kind: 'material', code: 'medium' }, reason: 'paper-missing' }] as const;
  await staffAct(t, baseUrl, 'mail-room', order.id, 'misses the key', {
    type: 'report-paper-faults',
    faults: [...faults],
  });
  await refusesStaff(play, 'mail-room', order, 'going on without the faulty key', 'PAPERS_FAULTY', {
    type: 'confirm-papers',
  });
  const approved = await approve(play, await sendPapers(play, order));
  t.check('inspected and covered, a new key is made', approved.stage === 'production');
  const next = await makeAndPost(play, approved, false);
  t.check('the business is completed', (await read(play, order.id)).stage === 'finished');
  t.check('it ends when the old one did', endOf(next.made).getTime() === endOf(held.made).getTime());
  await checkSignIn(t, who, next.medium, next.made.sign);
  await prove(play, 'reissue', next.made, form);
  return next;
}
