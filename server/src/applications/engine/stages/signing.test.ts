import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { heldBy, house, Player, worker } from '../../testing/player.ts';
import type { HeldCertificate } from '../context.ts';

const programme = programmes.find((p) => p.services.some((s) => s.channel === 'online' && s.signing));
if (!programme) throw new Error('no programme lets its holders sign');

/** An extension filled in, with the way of getting the new certificate. */
function filled(way: 'remote' | 'ordinary', held: Partial<HeldCertificate> = {}): Player {
  if (!programme) throw new Error('no programme');
  const player = new Player(programme, 'extension', { subject: heldBy(programme, held) });
  const fields = Object.fromEntries(player.fill({ 'extension-way': way }).project.fields.map(({ code }) => [code, '']));
  expect(Object.keys(fields)).toContain('extension-way');
  return player;
}
/** Without the stamped form. */
function unstamped(way: 'remote' | 'ordinary' = 'remote'): Player {
  return filled(way).do({ type: 'remove-material', material: 'application-form' });
}
const signed = { type: 'application-signed', certificate: '01AB', file: 'f', sha256: 's' } as const;
const submission = (player: Player) => ({ type: 'submit', dataVersion: player.state.dataVersion }) as const;

describe('an application signed with the certificate it is about', () => {
  test('is handed in without a stamped form, and nothing is posted', () => {
    const player = unstamped();
    expect(player.refusal(submission(player), house)).toBe('MATERIAL_MISSING');
    player.sign().submit();
    expect(player.state.signature).toMatchObject({ submitted: true, certificate: '01AB' });
    expect(player.history.some(({ event }) => event.type === 'submitted' && event.signed === true)).toBe(true);
    expect(player.state.stage).toBe('review');
  });

  test('is posted all the same where the key itself must come', () => {
    expect(unstamped('ordinary').sign().submit().state.stage).toBe('papers');
  });

  test('is posted where it was stamped after all', () => {
    expect(filled('remote').submit().state.stage).toBe('papers');
  });

  test('is signed anew after any change of data or papers', () => {
    const player = unstamped().sign();
    const { dataVersion } = player.state;
    const [field] = player.project.fields.filter(({ kind }) => kind === 'person-name');
    player.do({ type: 'save-draft', fields: { [field?.code ?? '']: '李大同' } });
    expect(player.state.signature).toBeNull();
    expect(player.refusal({ ...signed, dataVersion }, house)).toBe('STALE_DATA');
    player.sign();
    player.do({ type: 'attach-material', material: 'application-form', file: player.file('application-form', 2) });
    expect(player.state.signature).toBeNull();
  });

  test('signed twice, the first signature stands', () => {
    const player = unstamped().sign();
    const { signature, version } = player.state;
    player.do({ ...signed, sha256: 'again', dataVersion: player.state.dataVersion }, house);
    expect(player.state).toMatchObject({ signature, version });
  });

  test('signed and changed over and over, it is asked for a stamp in the end', () => {
    const player = unstamped();
    const [field] = player.project.fields.filter(({ kind }) => kind === 'person-name');
    for (let n = 0; n < 20; n++) {
      player.sign().do({ type: 'save-draft', fields: { [field?.code ?? '']: n % 2 === 0 ? '李大同' : '王小明' } });
    }
    expect(player.refusal({ ...signed, dataVersion: player.state.dataVersion }, house)).toBe('SIGNED_TOO_OFTEN');
  });

  test.each([
    ['suspended', { status: 'suspended' }, 'SUBJECT_STATE'],
    ['revoked', { status: 'ended' }, 'SUBJECT_ENDED'],
    ['over by date', { notAfter: '2026-11-22T00:00:00.000Z' }, 'SUBJECT_EXPIRED'],
  ] as const)(
    'is refused with a certificate that is %s, and what was signed before no longer counts',
    (_w, held, code) => {
      const player = unstamped().sign();
      player.subject = heldBy(player.programme, held);
      expect(player.refusal({ ...signed, dataVersion: player.state.dataVersion }, house)).toBe(code);
      expect(player.refusal(submission(player), house)).not.toBeUndefined();
    },
  );

  test.each([
    ['suspended', 'SIGNATURE_DOUBTED'],
    ['ended', 'SIGNATURE_DOUBTED'],
    ['expired', undefined],
  ] as const)('is not approved while the certificate that signed it is %s: %s', (status, code) => {
    const player = unstamped().sign().submit();
    const approval = { type: 'approve', dataVersion: player.state.dataVersion } as const;
    const reviewer = worker('reviewer');
    player.do({ type: 'take' }, reviewer);
    player.subject = heldBy(player.programme, { status });
    expect(player.refusal(approval, reviewer)).toBe(code);
  });

  test('is refused where the programme does not allow it', () => {
    const player = new Player(unstamped().programme, 'unlock', { subject: heldBy(unstamped().programme) });
    expect(player.refusal({ ...signed, dataVersion: 1 }, house)).toBe('SIGNING_NOT_OFFERED');
  });
});
