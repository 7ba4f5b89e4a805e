import { readdir } from 'node:fs/promises';
import { authorities, type CeremonyAct } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { issuanceService } from '../service.ts';
import type { IssuanceTables } from '../tables.ts';
import { type House, holder, openHouse, subscriber } from '../testing/house.ts';
import { storesPlace } from './stores.ts';

let house: House;
interface Operator {
  readonly browser: TestBrowser;
  readonly id: string;
  readonly passphrase: string;
}
const operators: Operator[] = [];
const at = (index: number): Operator => {
  const found = operators[index];
  if (!found) throw new Error('no such operator');
  return found;
};
const shares: string[] = [];
const params = { name: 'issuing' };
const shareOf = (index: number) => ({ share: shares[index] ?? '', passphrase: at(index).passphrase });
const enter = (index: number, body = shareOf(index)) =>
  at(index).browser.call(authorities.enterShare, { params, body });

beforeAll(async () => {
  house = await openHouse();
  for (const passphrase of ['the first long one', 'the second long one', 'the third long one']) {
    operators.push({ ...(await house.staff('administrator')), passphrase });
  }
});
afterAll(() => house.server.close());

const orders = () =>
  house.server.deps.db
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .select(['id', 'step'])
    .where('kind', '=', 'twin')
    .execute();

describe('a key that two of three operators open', () => {
  test('is made so by a ceremony; every operator has enrolled a passphrase before', async () => {
    const act: CeremonyAct = {
      kind: 'require-activation',
      authority: 'issuing',
      threshold: 2,
      operators: operators.map(({ id }) => id),
    };
    const body = { act, reason: 'two people at least' };
    expect((await at(0).browser.refused(authorities.propose, { body })).code).toBe('ACTIVATION_ENROLMENT_NEEDED');
    for (const { browser, passphrase } of operators) await browser.call(authorities.enrol, { body: { passphrase } });
    const before = await readdir(storesPlace(house.server.deps.config).folder);
    const { id } = await at(0).browser.call(authorities.propose, { body });
    await at(1).browser.call(authorities.decide, { params: { id }, body: { decision: 'approve' } });
    await house.server.deps.jobs.idle();
    expect(await at(0).browser.call(authorities.ceremony, { params: { id } })).toMatchObject({
      status: 'done',
      problem: null,
    });
    // The file under the passphrase of the configuration is gone.
    const after = await readdir(storesPlace(house.server.deps.config).folder);
    const key = (names: readonly string[]) => names.filter((name) => name.startsWith('issuing-'));
    expect(key(after)).toHaveLength(1);
    expect(key(after)).not.toEqual(key(before));
  });

  test('gives each operator a share once', async () => {
    for (const { browser } of operators) {
      expect((await browser.call(authorities.ownShares, {})).items).toMatchObject([{ authority: 'issuing' }]);
      shares.push((await browser.call(authorities.collectShare, { params })).share);
    }
    expect(new Set(shares).size).toBe(3);
    expect((await at(0).browser.refused(authorities.collectShare, { params })).code).toBe('ACTIVATION_SHARE_NONE');
    const kept = JSON.stringify(
      await house.server.deps.db.withTables<IssuanceTables>().selectFrom('activation_share').selectAll().execute(),
    );
    for (const share of shares) expect(kept).not.toContain(share);
  });

  test('issuance waits: the order stays recorded and nothing is lost', async () => {
    const organisation = subscriber();
    const { request } = await holder(organisation);
    await expect(house.issuance.issuePair(organisation, 'M1', request)).rejects.toMatchObject({
      code: 'AUTHORITY_KEY_UNAVAILABLE',
      document: { params: { name: 'issuing', reason: 'ACTIVATION_NEEDED' } },
    });
    expect(await orders()).toMatchObject([{ step: 'recorded' }]);
    const { items } = await at(0).browser.call(authorities.list, {});
    expect(items.find(({ name }) => name === 'issuing')).toMatchObject({
      key: { ready: false, problem: 'ACTIVATION_NEEDED' },
      activation: { threshold: 2, active: false, entered: [] },
    });
  });

  test('a wrong share, a wrong passphrase and another’s share are refused with a count, and audited', async () => {
    const before = house.facts.filter(({ action }) => action === 'activation.share-refused').length;
    const wrong = [
      { share: 'YXS1-00000-00000', passphrase: at(0).passphrase },
      { share: shares[0] ?? '', passphrase: 'another passphrase' },
      { share: shares[1] ?? '', passphrase: at(0).passphrase },
    ];
    for (const [index, body] of wrong.entries()) {
      const refused = await at(0).browser.refused(authorities.enterShare, { params, body });
      expect(refused).toMatchObject({ code: 'ACTIVATION_SHARE_WRONG', params: { refused: index + 1 } });
      expect(JSON.stringify(refused)).not.toContain(body.passphrase);
    }
    const outsider = await house.staff('administrator');
    const refused = await outsider.browser.refused(authorities.enterShare, { params, body: shareOf(0) });
    expect(refused.code).toBe('ACTIVATION_SHARE_WRONG');
    expect(house.facts.filter(({ action }) => action === 'activation.share-refused')).toHaveLength(before + 4);
    const body = { share: 'YXS1-00000-00000', passphrase: 'guess' };
    for (let tries = 1; tries < 10; tries += 1)
      await outsider.browser.refused(authorities.enterShare, { params, body });
    const closed = await outsider.browser.refused(authorities.enterShare, { params, body });
    expect(closed.code).toBe('ACTIVATION_TOO_MANY');
    expect(JSON.stringify(house.facts)).not.toContain(shares[0]);
  });

  test('two different operators open it, one alone does not, and what waited goes on by itself', async () => {
    expect(await enter(0)).toMatchObject({ active: false, entered: [{}] });
    expect((await at(0).browser.refused(authorities.enterShare, { params, body: shareOf(0) })).code).toBe(
      'ACTIVATION_SHARE_TWICE',
    );
    expect(await enter(2)).toMatchObject({ active: true });
    await house.server.deps.jobs.runDue();
    expect(await orders()).toMatchObject([{ step: 'published' }]);
    const organisation = subscriber();
    const { request } = await holder(organisation);
    expect((await house.issuance.issuePair(organisation, 'M2', request)).certificates).toHaveLength(2);
  });

  test('is closed again when it is ended, and in a process that begins anew', async () => {
    const again = issuanceService(house.server.deps, { ports: { audit: async () => {} } });
    const organisation = subscriber();
    const { request } = await holder(organisation);
    const unavailable = { code: 'AUTHORITY_KEY_UNAVAILABLE' };
    await expect(again.issuePair(organisation, 'M3', request)).rejects.toMatchObject(unavailable);
    await again.close();
    expect(await at(1).browser.call(authorities.deactivate, { params })).toMatchObject({ active: false, entered: [] });
    await expect(house.issuance.issuePair(organisation, 'M3', request)).rejects.toMatchObject(unavailable);
    await enter(1);
    await enter(0);
    expect((await house.issuance.issuePair(organisation, 'M3', request)).certificates).toHaveLength(2);
  });

  test('a key without operators takes no share', async () => {
    const refused = await at(0).browser.refused(authorities.enterShare, { params: { name: 'root' }, body: shareOf(0) });
    expect(refused.code).toBe('ACTIVATION_NOT_NEEDED');
  });
});
