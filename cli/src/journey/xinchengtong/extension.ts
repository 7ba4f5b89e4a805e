import { ApiProblem, call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { moveClock } from '../clock-part.ts';
import { checkSignIn, installRenewal } from '../holder-part.ts';
import { approve, endOf, heldNow, type InHand, isRevoked, prove, read, yearsAfter } from '../play.ts';
import { applyAs, type ProgrammePlay, refusedUntil, sendPapers } from '../programme-part.ts';
import { invoiced, postInvoice } from './invoice.ts';
import { remitFee } from './money.ts';
import { makeAndPost } from './new.ts';
import { DAY, FEES } from './play.ts';
import { type Codes, codesOnPhone } from './update-codes.ts';

const { selfService } = endpoints;
const WINDOW = 90 * DAY;

/** IT-16, IT-20, IT-21, IT-24: the key stays in hand; two codes, both needed, and a failed attempt costs neither. */
export async function extendRemotely(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { id: subject } = await heldNow(play);
  const asked = { service: 'extension', subject, answers: { 'extension-way': 'remote' } };
  const end = endOf(held.made);
  await refusedUntil(play, asked, new Date(end.getTime() - WINDOW));
  await moveClock(t, new Date(end.getTime() - 60 * DAY), [who]);
  const { order, form } = await applyAs(play, asked);
  t.check(
    'nothing but the invoice is posted',
    order.stages.every(({ kind }) => kind !== 'delivery'),
  );
  await sendPapers(play, order);
  const approved = await approve(play, await remitFee(play, order, FEES.extension));
  t.check('the new certificate may be downloaded', approved.stage === 'install');
  const [first, second] = await codesOnPhone(play, order);
  const begin = (...updateCodes: Codes) => {
    const { token, serial } = held.medium;
    const { transportPublicKey, state, personalised } = token.status();
    const medium = { serial, transportKey: Buffer.from(transportPublicKey).toString('base64'), state, personalised };
    const body = { medium, proofs: { updateCodes: [updateCodes[0], updateCodes[1]] satisfies [string, string] } };
    return call(who.person.transport, selfService.begin, { params: { id: order.id }, body });
  };
  const other = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0');
  const answers = [await saidTo(() => begin(other(first), second)), await saidTo(() => begin(first, other(second)))];
  t.check(
    'a wrong code is refused without saying which it was (SELF_UPDATE_CODES_WRONG)',
    answers.every((one) => one?.code === 'SELF_UPDATE_CODES_WRONG') && answers[0]?.said === answers[1]?.said,
  );
  await t.step('applicant', 'begins the download, which fails half-way', () => begin(first, second));
  await moveClock(t, new Date(end.getTime() - 59 * DAY), [who]);
  await t.step('applicant', 'begins again a day later with the same two codes', () => begin(first, second));
  const made = await installRenewal(t, who, order, held.medium, held.made.sign);
  const finished = await read(play, order.id);
  t.check('the business is completed', finished.stage === 'finished' && finished.state.code === 'completed');
  await invoiced(play, order);
  await postInvoice(play, order);
  t.check('the new certificate ends a year after the old one', endOf(made).getTime() === yearsAfter(end, 1).getTime());
  await checkSignIn(t, who, held.medium, made.sign);
  await prove(play, 'extension', made, form);
  return { ...held, made };
}

/** IT-16: the key is sent in with the papers, and one with the new certificate comes back. */
export async function extendOrdinarily(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const end = endOf(held.made);
  await moveClock(t, new Date(end.getTime() - 60 * DAY), [who]);
  const { id: subject } = await heldNow(play);
  const asked = { service: 'extension', subject, answers: { 'extension-way': 'ordinary' } };
  const { order, form } = await applyAs(play, asked);
  t.check(
    'the key is sent in with the papers',
    order.materials.some(({ object }) => object === 'medium') && order.stages.every(({ kind }) => kind !== 'install'),
  );
  await sendPapers(play, order);
  const approved = await approve(play, await remitFee(play, order, FEES.extension));
  t.check('it is made at the desk', approved.stage === 'production');
  const next = await makeAndPost(play, approved, false);
  t.check('the business is completed', (await read(play, order.id)).stage === 'finished');
  t.check(
    'the new certificate ends a year after the old one',
    endOf(next.made).getTime() === yearsAfter(end, 1).getTime(),
  );
  await isRevoked(play, 'the certificate on the key that was sent in', held.made, 'extension-ordinary');
  await checkSignIn(t, who, next.medium, next.made.sign);
  await prove(play, 'extension-ordinary', next.made, form);
  return next;
}

/** Code and field of a refusal, and all it says except how many tries are left. */
async function saidTo(attempt: () => Promise<unknown>) {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { code, field, detail } = error.problem;
    return { code, said: `${field ?? ''} ${detail.zh.replace(/\d+/g, '')}` };
  }
}
