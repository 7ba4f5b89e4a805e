import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { goOnWith, refused, takeSeal } from '../holder-part.ts';
import { staffMember } from '../people.ts';
import { approve, heldNow, type InHand, type Play, read } from '../play.ts';
import { apply, PROGRAMME } from './play.ts';

const { applications, consoleSeals, seals } = endpoints;

/** PA-42 … PA-45: a certificate without a seal gets one; then it is changed for another. Nothing is paid or posted. */
export async function seal(play: Play, held: InHand): Promise<InHand> {
  const { t, who, project } = play;
  const { id: subject, organisationName: name } = await heldNow(play);
  const open = (service: string) =>
    call(who.person.transport, applications.open, {
      body: { programme: PROGRAMME, project: project.code, service, subject },
    });
  await goOnWith(t, who, held.medium, held.made.sign);
  await refused(t, 'a change of the seal where there is none', 'NO_SEAL_YET', () => open('seal-change'));
  const first = await sealed(play, held, { service: 'seal-apply', subject, name, sort: 'official' });
  await refused(t, 'a second seal on the certificate', 'SEAL_THERE', () => open('seal-apply'));
  const second = await sealed(play, held, { service: 'seal-change', subject, name, sort: 'contract' });
  t.check('the new seal takes the place of the first', second.replaces === first.id);
  const living = (await call(who.person.transport, seals.list, { query: {} })).items.filter(
    ({ holdingId, status }) => holdingId === subject && status === 'installed',
  );
  t.check('the certificate carries one seal', living.length === 1 && living[0]?.id === second.id);
  return held;
}

interface Asked {
  readonly service: 'seal-apply' | 'seal-change';
  readonly subject: string;
  readonly name: string;
  readonly sort: string;
}

async function sealed(play: Play, held: InHand, { service, subject, name, sort }: Asked) {
  const { t, baseUrl, who, out } = play;
  const answers = { 'seal-name': name, 'seal-sort': sort };
  const { order, form } = await apply(play, service, { subject, answers });
  t.check('a seal is free and goes to the review at once', order.stage === 'review' && order.price.totalFen === 0);
  await approve(play, order);
  const taken = await takeSeal(t, who, await read(play, order.id), held.medium, held.made.sign);
  await checkFinished(play, order);
  const { transport } = await staffMember(baseUrl, 'back-office');
  const detail = await call(transport, consoleSeals.detail, { params: { id: taken.id } });
  t.check('the seal is in order', detail.good && detail.status === 'installed' && detail.name.startsWith(name));
  const inside = await held.medium.token.readSeal();
  t.check('the medium shows it', inside.id === taken.id && Buffer.from(inside.object).equals(taken.object));
  const dir = path.join(out, service);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'seal.esl'), inside.object);
  writeFileSync(path.join(dir, 'seal.png'), inside.picture);
  if (form) writeFileSync(path.join(dir, 'seal-form.pdf'), form);
  return taken;
}

async function checkFinished(play: Play, { id }: ApplicationView): Promise<void> {
  play.t.check('the order is finished', (await read(play, id)).stage === 'finished');
}
