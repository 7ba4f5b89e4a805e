import { checkSignIn, refused, signInWith } from '../holder-part.ts';
import { lock, unlockApproved } from '../locking.ts';
import { endOf, heldOn, type InHand, isRevoked, prove, read } from '../play.ts';
import { applyAs, type ProgrammePlay, passReview } from '../programme-part.ts';
import { downloadAll, type Product } from './new.ts';

const ONE = { handling: 'online', keys: '1' };

/** BJ-16: an order about a certificate ends on a blank medium of its own, and with the end of the former one. */
async function replace(
  play: ProgrammePlay,
  product: Product,
  held: InHand,
  service: 'lost-reissue' | 'damage-reissue' | 'change-name',
  more: { readonly answers?: Readonly<Record<string, string>>; readonly goneAtApproval: boolean },
): Promise<InHand> {
  const { t, who } = play;
  const { id: subject } = await heldOn(play, held.medium);
  const { order, form } = await applyAs(play, { service, subject, answers: { ...ONE, ...more.answers } });
  t.check('identity papers are waited for', order.stage === 'papers');
  const approved = await passReview(play, order);
  const signIn = () => signInWith(who, held.medium, held.made.sign);
  if (more.goneAtApproval) {
    await isRevoked(play, 'the old certificate', held.made, service);
    await refused(t, 'sign-in with the lost certificate', 'CERTIFICATE_REPLACED', signIn);
  } else {
    await checkSignIn(t, who, held.medium, held.made.sign);
  }
  const [next] = await downloadAll(play, product, approved, 1);
  if (!more.goneAtApproval) {
    await isRevoked(play, 'the old certificate', held.made, service);
    await refused(t, 'sign-in with the certificate that gave way', 'CERTIFICATE_REPLACED', signIn);
  }
  t.check('it ends when the old one did', endOf(next.made).getTime() === endOf(held.made).getTime());
  await checkSignIn(t, who, next.medium, next.made.sign);
  await prove(play, service, next.made, form);
  return next;
}

/** Lost: the certificate is out of force with the approval. Damaged: it serves until the new one is made. */
export async function reissue(play: ProgrammePlay, product: Product, held: InHand): Promise<InHand> {
  const second = await replace(play, product, held, 'lost-reissue', { goneAtApproval: true });
  return replace(play, product, second, 'damage-reissue', { goneAtApproval: false });
}

/** Another name in a certificate with the same end. */
export async function change(play: ProgrammePlay, product: Product, held: InHand): Promise<InHand> {
  const name = play.who.name.replace(/(股份)?有限公司$/, '科技$1有限公司');
  const answers = { 'new-name': name };
  const next = await replace(play, product, held, 'change-name', { answers, goneAtApproval: false });
  play.t.check('the certificate bears the new name', Buffer.from(next.made.sign).includes(Buffer.from(name)));
  return next;
}

/** BJ-16: locked by wrong passwords, opened by the unlock business. */
export async function unlock(play: ProgrammePlay, held: InHand): Promise<InHand> {
  await lock(play, held);
  const { id: subject } = await heldOn(play, held.medium);
  const { order } = await applyAs(play, { service: 'unlock', subject });
  const approved = await passReview(play, order);
  play.t.check('approved, it may be unlocked', approved.state.code === 'to-unlock');
  const open = await unlockApproved(play, held, approved);
  play.t.check('the business is over', (await read(play, order.id)).state.code === 'completed');
  return open;
}
