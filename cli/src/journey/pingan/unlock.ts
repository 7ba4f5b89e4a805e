import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { randomPin, TokenError } from '@yinxin/token';
import { act, submit } from '../application-part.ts';
import { checkSignIn, refused, unlockMedium } from '../holder-part.ts';
import { approve, heldNow, type InHand, type Play, read } from '../play.ts';
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
  return finish(play, held, passed.id);
}

async function unlockByHand(play: Play, held: InHand): Promise<InHand> {
  const { t } = play;
  const { id: subject } = await heldNow(play);
  const answers = { 'last-handler': 'no', 'handler-name': '王小明' };
  const { order } = await apply(play, 'unlock', { subject, answers });
  t.check('another handler is looked at by a person', order.stage === 'review');
  const passed = await approve(play, order);
  return finish(play, held, passed.id);
}

async function finish(play: Play, held: InHand, id: string): Promise<InHand> {
  const { t, who } = play;
  const pin = randomPin(held.medium.serial);
  await unlockMedium(t, who, await read(play, id), held.medium, held.made.sign, pin);
  const { state, pin: tries } = held.medium.token.status();
  t.check('the medium is open and its tries are full', state === 'made' && tries.left === tries.limit);
  t.check('the order is finished', (await read(play, id)).stage === 'finished');
  await checkSignIn(t, who, held.medium, held.made.sign);
  return { ...held, pin };
}

/** Wrong PINs until the medium locks itself. */
async function lock({ t }: Play, held: InHand): Promise<InHand> {
  const { token } = held.medium;
  token.logout();
  for (let { left } = token.status().pin; left > 0; left--) {
    await token.login(randomPin(held.medium.serial)).catch((error: unknown) => {
      if (!(error instanceof TokenError)) throw error;
    });
  }
  t.check('the medium is locked', token.status().state === 'locked');
  return held;
}
