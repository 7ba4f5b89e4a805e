import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { act, submit } from '../application-part.ts';
import { refused } from '../holder-part.ts';
import { lock, unlockApproved } from '../locking.ts';
import { approve, heldNow, type InHand, type Play } from '../play.ts';
import { apply, prepare } from './play.ts';

/** PA-37 … PA-41: by rule for the last handler, by a person for anybody else; never on a partial match. */
export async function unlock(play: Play, held: InHand): Promise<InHand> {
  const byRule = await unlockByRule(play, await lock(play, held));
  return unlockByHand(play, await lock(play, byRule));
}

async function unlockByRule(play: Play, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { id: subject } = await heldNow(play);
  const other = { 'last-handler': 'yes', 'handler-name': '王小明' };
  const { order } = await prepare(play, 'unlock', { subject, answers: other });
  await refused(t, 'the automatic route for another handler', 'HANDLER_DIFFERS', () =>
    call(who.person.transport, endpoints.applications.command, {
      params: { id: order.id },
      body: { command: { type: 'submit', dataVersion: order.dataVersion } },
    }),
  );
  const fields = { 'handler-name': '李明' };
  const right = await act(t, who, order.id, 'names the last handler', { type: 'save-draft', fields });
  const passed = await submit(t, who, right);
  t.check('the last handler passes at once', passed.stage === 'unlock');
  return unlockApproved(play, held, passed);
}

async function unlockByHand(play: Play, held: InHand): Promise<InHand> {
  const { t } = play;
  const { id: subject } = await heldNow(play);
  const answers = { 'last-handler': 'no', 'handler-name': '王小明' };
  const { order } = await apply(play, 'unlock', { subject, answers });
  t.check('another handler is looked at by a person', order.stage === 'review');
  const passed = await approve(play, order);
  return unlockApproved(play, held, passed);
}
