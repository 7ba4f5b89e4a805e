import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { certificates } from '@yinxin/contract';
import { decodePemAll, parseCertificate } from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, holder, openHouse, subscriber } from '../testing/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.server.close());

const issue = async (organisation = subscriber()) => {
  const pair = await house.issuance.issuePair(organisation, 'YK-TEST', (await holder(organisation)).request);
  const [sign = '', encrypt = ''] = pair.certificates.map(({ serial }) => serial);
  return { organisation, pair, sign, encrypt };
};
const staff = async () => {
  const [asker, decider] = [await house.staff('customer-service'), await house.staff('back-office')];
  return { asker: asker.browser, decider: decider.browser };
};
type Act = 'revoke' | 'suspend' | 'resume';
const ask = async (serial: string, act: Act, more: object = {}) => {
  const { asker } = await staff();
  const reason = act === 'revoke' ? { reason: 'keyCompromise' as const } : {};
  return asker.call(certificates.requestRevocation, { body: { serial, act, ...reason, note: '介质遗失', ...more } });
};
const decide = async (id: string) => {
  const { decider } = await staff();
  return decider.call(certificates.decideRevocation, { params: { id }, body: { decision: 'approve' } });
};
const detail = async (serial: string) => (await staff()).asker.call(certificates.detail, { params: { serial } });
const journal = async () => readFile(path.join(house.server.deps.config.dataDir, 'ca', 'journal.jsonl'), 'utf8');

describe('a certificate', () => {
  test('in full: fields, chain to the root, twin, no findings, history in order and in the journal', async () => {
    const { organisation, sign, encrypt } = await issue();
    const found = await detail(`${sign.slice(0, 4)}:${sign.slice(4).toLowerCase()}`);
    expect(found.certificate).toMatchObject({ serial: sign, use: 'sign', status: 'good' });
    expect(found.twin).toMatchObject({ serial: encrypt, use: 'encrypt' });
    expect(found.chain.map(({ use }) => use)).toEqual(['issuing-ca', 'root-ca']);
    expect(found.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found.fields.identity.map(({ value }) => value)).toContain(organisation.creditCode);
    expect(found.fields).toMatchObject({
      ca: false,
      signatureAlgorithm: 'sm2-sm3',
      keyUsage: expect.arrayContaining(['digitalSignature']),
    });
    expect(found.history.map(({ kind }) => kind)).toEqual(['reserved', 'intended', 'issued', 'published']);
    expect(found.history.filter(({ journalled }) => journalled).map(({ kind }) => kind)).toEqual([
      'intended',
      'issued',
    ]);
    const ca = await detail(found.chain[0]?.serial ?? '');
    expect([ca.chain.map(({ use }) => use), ca.twin]).toEqual([['root-ca'], null]);
    const { asker } = await staff();
    expect((await asker.refused(certificates.detail, { params: { serial: 'ABCDEF' } })).code).toBe(
      'CERTIFICATE_UNKNOWN',
    );
  });

  test('as a file: PEM, DER, PEM with its chain', async () => {
    const { pair, sign } = await issue();
    const { asker } = await staff();
    const file = async (form: 'pem' | 'der' | 'chain') =>
      new Uint8Array(
        await (await asker.call(certificates.download, { params: { serial: sign }, query: { form } })).arrayBuffer(),
      );
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    expect(await file('der')).toEqual(pair.sign);
    expect(decodePemAll('CERTIFICATE', text(await file('pem')))).toEqual([pair.sign]);
    expect(decodePemAll('CERTIFICATE', text(await file('chain')))).toEqual([pair.sign, ...pair.chain]);
  });

  test('is found by serial, name, credit code, use, issuer, order, end of validity and status', async () => {
    const mine = await issue();
    const other = await issue();
    const { asker } = await staff();
    const found = async (query: object) =>
      (await asker.call(certificates.search, { query })).items.map(({ serial }) => serial);
    const both = [mine.sign, mine.encrypt];
    const { creditCode, applicationId, organisationId } = mine.organisation;
    expect(await found({ creditCode })).toEqual(both);
    expect(await found({ creditCode, use: 'encrypt' })).toEqual([mine.encrypt]);
    expect(await found({ serial: mine.sign.toLowerCase() })).toEqual([mine.sign]);
    expect(await found({ application: applicationId })).toEqual(both);
    expect(await found({ organisation: organisationId, subject: '江西示例' })).toEqual(both);
    expect(await found({ creditCode, issuer: 'Issuing' })).toEqual(both);
    expect(await found({ creditCode, issuer: '100%' })).toEqual([]);
    const end = parseCertificate(mine.pair.sign).notAfter;
    const at = (ms: number) => new Date(end.getTime() + ms).toISOString();
    expect(await found({ creditCode, endsFrom: at(0), endsUntil: at(0) })).toEqual(both);
    expect(await found({ creditCode, endsFrom: at(1000) })).toEqual([]);
    expect(await found({ creditCode, endsUntil: at(-1000) })).toEqual([]);
    expect(await found({ creditCode, status: 'suspended' })).toEqual([]);
    await decide((await ask(other.sign, 'suspend')).id);
    const query = { creditCode: other.organisation.creditCode };
    expect(await found({ ...query, status: 'suspended' })).toEqual([other.sign, other.encrypt]);
    expect(await found({ ...query, status: 'good' })).toEqual([]);
    expect(await found({ ...query, status: 'revoked' })).toEqual([]);
  });
});

describe('suspend, resume, revoke', () => {
  test('each is asked for by one and decided by another, and shown in the history', async () => {
    const { sign, encrypt } = await issue();
    const status = async () => (await detail(encrypt)).certificate;
    for (const [act, shown, reason] of [
      ['suspend', 'suspended', 'certificateHold'],
      ['resume', 'good', null],
      ['suspend', 'suspended', 'certificateHold'],
      ['revoke', 'revoked', 'keyCompromise'],
    ] as const) {
      const request = await ask(sign, act);
      expect((await detail(sign)).openRequest?.id).toBe(request.id);
      const decided = await decide(request.id);
      expect(decided).toMatchObject({ act, status: 'done' });
      expect(await status()).toMatchObject({ status: shown, revocationReason: reason });
      await house.server.advance({ minutes: 1 });
    }
    const { history } = await detail(sign);
    expect(history.map(({ kind }) => kind).slice(4)).toEqual([
      ...['asked', 'suspended', 'asked', 'resumed', 'asked', 'suspended', 'asked', 'revoked'],
    ]);
    expect(house.facts.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'suspension.requested',
        'certificate.suspended',
        'certificate.resumed',
        'certificate.revoked',
      ]),
    );
    const { asker } = await staff();
    const refused = async (act: 'suspend' | 'resume') =>
      (await asker.refused(certificates.requestRevocation, { body: { serial: sign, act, note: '再试' } })).code;
    expect([await refused('suspend'), await refused('resume')]).toEqual([
      'CERTIFICATE_ALREADY_REVOKED',
      'CERTIFICATE_ALREADY_REVOKED',
    ]);
  });

  test('the journal has it, on the disk, before the answer is given', async () => {
    const { sign, encrypt } = await issue();
    const { id } = await ask(sign, 'revoke', { invalidityDate: house.server.clock.now().toISOString() });
    await decide(id);
    const lines = (await journal())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).body);
    const told = lines.filter(({ kind, requestId }) => kind === 'status' && requestId === id);
    expect(told.map(({ serial, change }) => [serial, change]).toSorted()).toEqual(
      [sign, encrypt].map((serial) => [serial, 'revoke']).toSorted(),
    );
    expect(told[0].invalidityDate).toBeTruthy();
  });

  test('what does not fit is refused before anybody is asked', async () => {
    const { sign } = await issue();
    const { asker } = await staff();
    const refused = async (body: object) =>
      (await asker.refused(certificates.requestRevocation, { body: { serial: sign, note: '试试', ...body } as never }))
        .code;
    expect(await refused({ act: 'resume' })).toBe('CERTIFICATE_NOT_SUSPENDED');
    expect(await refused({ act: 'revoke' })).toBe('INPUT_INVALID');
    expect(await refused({ act: 'suspend', reason: 'superseded' })).toBe('INPUT_INVALID');
    expect(await refused({ act: 'suspend', invalidityDate: '2026-03-01T00:00:00Z' })).toBe('INPUT_INVALID');
    const tomorrow = new Date(house.server.clock.now().getTime() + 86_400_000).toISOString();
    expect(await refused({ act: 'revoke', reason: 'keyCompromise', invalidityDate: tomorrow })).toBe(
      'INVALIDITY_DATE_WRONG',
    );
  });

  test('consequences are told first: the pair, what stays, and whether it can be asked for', async () => {
    const first = await issue();
    const { applicationId: _, ...same } = first.organisation;
    const second = await issue(subscriber(same));
    const { asker } = await staff();
    const told = (act: Act) =>
      asker.call(certificates.consequences, { params: { serial: first.encrypt }, query: { act } });
    const revoke = await told('revoke');
    expect(revoke).toMatchObject({ barred: null, final: true, mediumSerial: 'YK-TEST', seals: null, othersTotal: 2 });
    expect(revoke.certificates.map(({ serial }) => serial).toSorted()).toEqual([first.sign, first.encrypt].toSorted());
    expect(revoke.others.map(({ serial }) => serial).toSorted()).toEqual([second.sign, second.encrypt].toSorted());
    expect((await told('suspend')).final).toBe(false);
    expect((await told('resume')).barred?.code).toBe('CERTIFICATE_NOT_SUSPENDED');
    await ask(first.sign, 'revoke');
    expect((await told('revoke')).barred?.code).toBe('REVOCATION_ALREADY_ASKED');
  });
});

describe('the state of lists and OCSP', () => {
  const overview = async () => (await staff()).asker.call(certificates.status, {});

  test('all is well: lists are fresh, nothing waits, the responder is valid', async () => {
    const { authorities, responder, warnings } = await overview();
    expect(authorities.map(({ authority }) => authority).toSorted()).toEqual(['issuing', 'root']);
    const issuing = authorities.find(({ authority }) => authority === 'issuing');
    expect(issuing?.lists[0]).toMatchObject({ kind: 'full', shard: 0, overdue: false });
    expect(issuing?.lists[0]?.url).toMatch(/\/crl\/issuing\.crl$/);
    expect(responder?.daysLeft).toBeGreaterThan(60);
    expect(warnings).toEqual([]);
  });

  test('a new list on demand, by those who may', async () => {
    const number = async () =>
      (await overview()).authorities.find(({ authority }) => authority === 'root')?.lists[0]?.number ?? 0;
    const before = await number();
    const { decider, asker } = await staff();
    await decider.call(certificates.publishCrl, { body: { authority: 'root' } });
    await house.server.deps.jobs.idle();
    expect(await number()).toBe(before + 1);
    expect((await decider.refused(certificates.publishCrl, { body: { authority: 'nobody' } })).code).toBe(
      'AUTHORITY_UNKNOWN',
    );
    expect((await asker.refused(certificates.publishCrl, { body: { authority: 'root' } })).code).toBe('NOT_ALLOWED');
  });

  test('lists that were not renewed are overdue, and a responder near its end is told', async () => {
    const { clock } = house.server;
    const later = { now: () => new Date(clock.now().getTime() + 80 * 86_400_000) };
    const { statusOverview } = await import('./overview.ts');
    const { statusAddresses } = await import('../addresses.ts');
    const { authorities, ocsp } = await house.issuance.open();
    const { db, config } = house.server.deps;
    const addresses = statusAddresses(config.statusUrl);
    const { warnings } = await statusOverview({ db, clock: later, config, addresses, authorities, ocsp });
    expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['CRL_OVERDUE', 'RESPONDER_ENDS']));
  });
});
