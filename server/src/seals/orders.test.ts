import type { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { heldBy, ORGANISATION, Player } from '../applications/testing/player.ts';
import { sealOrderOf } from './orders.ts';

const found = programmes.find(({ services }) =>
  services.some((one) => one.channel === 'online' && one.business === 'seal-apply'),
);
if (!found) throw new Error('no programme makes seals');
const programme: Programme = found;

test('[PA-10] an order asks for a seal when its form does, and for none when the applicant says no', () => {
  const asked = (answers: Record<string, string>) =>
    sealOrderOf(new Player(programme, 'new').to('production', answers).state, programme);
  expect(asked({ 'seal-sort': 'contract' })).toMatchObject({
    asked: { name: ORGANISATION.name, sort: 'contract', scan: null },
    installs: false,
    made: [],
    subject: null,
    ended: false,
  });
  expect(asked({ seal: 'no' }).asked).toBeNull();
});

test('[PA-43] the business of a seal has a stage for it, and is about a held certificate', () => {
  const subject = heldBy(programme);
  const { state } = new Player(programme, 'seal-apply', { subject }).to('seal');
  expect(sealOrderOf(state, programme)).toMatchObject({
    stage: 'seal',
    installs: true,
    asked: { name: ORGANISATION.name, sort: 'official', scan: null },
    subject: subject.id,
  });
});

test('[PA-44] a name that is not the certificate’s is refused before a seal is thought of', () => {
  const player = new Player(programme, 'seal-apply', { subject: heldBy(programme) });
  player.fill({ 'seal-name': `${ORGANISATION.name}分公司` });
  const submit = { type: 'submit', dataVersion: player.state.dataVersion } as const;
  expect(player.refusal(submit, { kind: 'applicant', id: 'a1', organisationId: ORGANISATION.id, name: '经办人' })).toBe(
    'SEAL_NAME_DIFFERS',
  );
});
