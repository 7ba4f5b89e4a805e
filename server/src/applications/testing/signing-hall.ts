import { endpoints } from '@yinxin/contract';
import { engine } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import {
  buildRequest,
  buildSignedData,
  type Certificate,
  type MessageSigner,
  nameOf,
  parseCertificate,
  type Signer,
  serialText,
  sm2Signer,
} from '@yinxin/pki';
import { programmes } from '@yinxin/programmes';
import { SUBJECT, testAuthority } from '@yinxin/token/testing';
import { v7 as uuid } from 'uuid';
import { auditRoom } from '../../audit/index.ts';
import { noticesRoom } from '../../notices/index.ts';
import { startTestServer, type TestBrowser } from '../../platform/testing/index.ts';
import { applicationsRoom, type HeldFacts } from '../index.ts';
import { pdf, upload } from './hall.ts';
import { answer } from './player.ts';

const found = programmes.find((p) => p.services.some((s) => s.channel === 'online' && s.signing));
const offered = found?.services.find((s) => s.channel === 'online' && s.signing);
if (!found || !offered) throw new Error('no programme lets its holders sign');
const [programme, service] = [found, offered];
export const PROJECT = programme.projects[0]?.code ?? '';

/** A key in somebody's hands. */
export interface Key {
  readonly signer: Signer;
  readonly certificate: Certificate;
}

interface Holding extends HeldFacts {
  readonly key: Key;
  good: boolean;
}
type Changeable = { -readonly [K in keyof Holding]: Holding[K] };

const YEARS = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') };

/** The room with a programme whose holders may sign, certificates kept in memory. */
export async function openSigningHall() {
  const ca = await testAuthority();
  const others = await testAuthority();
  const [issuing, root] = ca.chain.map(parseCertificate);
  if (!issuing || !root) throw new Error('no authority');
  const holdings = new Map<string, Changeable>();
  const organisation = { id: uuid(), creditCode: creditCode.make(() => 0.3, '110108'), mobile: '13800138000' };
  const audit = auditRoom();
  const notices = noticesRoom({ mobileOf: () => async () => organisation.mobile });
  const room = applicationsRoom({
    audit: audit.service,
    notices: notices.service,
    organisation: () => async (_db, id) => ({ ...organisation, id, name: '北京签名贸易有限公司' }),
    holdings: () => ({ held: async (_db, id) => holdings.get(id), living: async () => [] }),
    signing: () => ({
      certificate: async (_db, id) => {
        const one = holdings.get(id);
        const certificate = one?.key.certificate;
        return certificate && { serial: serialText(certificate.serial), certificate: certificate.raw, good: one.good };
      },
      trust: async () => ({ anchors: [root], intermediates: [issuing] }),
      origins: () => [server.url],
    }),
  });
  const server = await startTestServer({ rooms: [audit, notices, room], now: '2026-11-23T02:00:00Z' });

  async function key(validity = YEARS, by: typeof ca = ca): Promise<Key> {
    const signer = sm2Signer(engine().generateKeyPair().privateKey);
    const request = await buildRequest(nameOf(SUBJECT), signer);
    return { signer, certificate: parseCertificate((await by.answer(request, validity)).sign) };
  }
  return {
    server,
    key,
    foreignKey: () => key(YEARS, others),
    /** A certificate in use, held by the organisation. */
    async held(change: Partial<Changeable> = {}): Promise<Changeable> {
      const one: Changeable = {
        id: uuid(),
        programme: programme.code,
        project: PROJECT,
        status: 'in-use',
        notAfter: YEARS.notAfter.toISOString(),
        mediumSerial: 'YK550001',
        sealName: null,
        organisationId: organisation.id,
        holderCode: organisation.creditCode,
        applicationId: uuid(),
        key: await key(),
        good: true,
        ...change,
      };
      holdings.set(one.id, one);
      return one;
    },
    async browser(subject = organisation.id): Promise<TestBrowser> {
      const browser = server.browser();
      await browser.signIn({ kind: 'organisation', subject, attributes: { name: '经办人' } });
      return browser;
    },
    /** An order about a certificate, filled in, without the stamped form. */
    async filled(browser: TestBrowser, subject: string, business = service.code) {
      const { applications } = endpoints;
      const body = { programme: programme.code, project: PROJECT, service: business, subject };
      const opened = await browser.call(applications.open, { body });
      const params = { id: opened.id };
      const given = opened.fields.map(({ code, spec }) => [code, code === 'extension-way' ? 'remote' : answer(spec)]);
      const fields: Record<string, string> = Object.fromEntries(given);
      return await browser.call(applications.command, { params, body: { command: { type: 'save-draft', fields } } });
    },
    stampedForm: async (text: string) => upload(await pdf(text), 'form.pdf'),
  };
}

/** What the assistant makes of a document: GM/T 0010 SignedData with it inside. */
export async function signedBy(
  key: Key,
  content: Uint8Array,
  change: Partial<Pick<Parameters<typeof buildSignedData>[0], 'family' | 'detached'>> & Partial<MessageSigner> = {},
): Promise<string> {
  const { family = 'gm', detached = false, ...signer } = change;
  const attributes = { signingTime: new Date('2026-11-23T02:00:00Z'), signingCertificate: true };
  const message = await buildSignedData({ family, detached, content, signers: [{ ...key, attributes, ...signer }] });
  return Buffer.from(message).toString('base64');
}
