import { PDFDocument } from '@cantoo/pdf-lib';
import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import { auditRoom } from '../../audit/index.ts';
import { noticesRoom } from '../../notices/index.ts';
import { transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { applicationsRoom, type Change, type OrganisationFacts, SYSTEM } from '../index.ts';
import type { ApplicationsWiring } from '../wiring.ts';
import { fields } from './order.ts';

/** A server with this room, and organisations kept in memory. `neighbours`: what other rooms would tell. */
export async function startHall(neighbours: Partial<ApplicationsWiring> = {}, now?: string) {
  const organisations = new Map<string, OrganisationFacts & { name: string }>();
  const changes: Change[] = [];
  const audit = auditRoom();
  const notices = noticesRoom({ mobileOf: () => async (_db, id) => organisations.get(id)?.mobile });
  const room = applicationsRoom({
    audit: audit.service,
    notices: notices.service,
    organisation: () => async (_db, id) => organisations.get(id),
    onChange: () => async (_tx, change) => {
      changes.push(change);
    },
    ...neighbours,
  });
  const server = await startTestServer({ rooms: [audit, notices, room], ...(now === undefined ? {} : { now }) });
  return new Hall(server, organisations, changes, room.service(server.deps), notices.inbox);
}

type Service = ReturnType<ReturnType<typeof applicationsRoom>['service']>;

let seed = 0;

export class Hall {
  readonly server: TestServer;
  readonly organisations: Map<string, OrganisationFacts & { name: string }>;
  readonly changes: Change[];
  readonly service: Service;
  readonly inbox: ReturnType<typeof noticesRoom>['inbox'];

  constructor(
    server: TestServer,
    organisations: Map<string, OrganisationFacts & { name: string }>,
    changes: Change[],
    service: Service,
    inbox: ReturnType<typeof noticesRoom>['inbox'],
  ) {
    this.server = server;
    this.organisations = organisations;
    this.changes = changes;
    this.service = service;
    this.inbox = inbox;
  }

  /** A browser signed in as a new organisation. */
  async applicant(region = '360100'): Promise<TestBrowser & { readonly organisation: OrganisationFacts }> {
    seed += 1;
    const n = seed;
    const organisation = {
      id: uuid(),
      creditCode: creditCode.numbered(n, region),
      name: `江西测试建设第${n}有限公司`,
      mobile: '13800138000',
    };
    this.organisations.set(organisation.id, organisation);
    const browser = this.server.browser();
    await browser.signIn({ kind: 'organisation', subject: organisation.id, attributes: { name: organisation.name } });
    return { ...browser, organisation };
  }

  async staff(...roles: string[]): Promise<TestBrowser & { readonly id: string }> {
    const browser = this.server.browser();
    const id = uuid();
    await browser.signIn({ kind: 'staff', subject: id, attributes: { name: `员工${roles.join('')}` }, roles });
    return { ...browser, id };
  }

  /** Pays as the money room would. */
  async pay(id: string): Promise<void> {
    await transaction(this.server.deps.db, async (tx) => {
      const state = await this.service.read(tx, id);
      const chargeId = uuid();
      await this.service.money.report(tx, id, { type: 'charge-opened', chargeId, attemptId: uuid() });
      const amountFen = state?.price?.totalFen ?? 0;
      const paidAt = this.server.clock.now().toISOString();
      await this.service.money.report(tx, id, { type: 'payment-settled', chargeId, amountFen, paidAt });
    });
  }

  /** Makes the certificate as the media room would. */
  async make(id: string, mediumSerial = 'YK000001'): Promise<void> {
    await transaction(this.server.deps.db, async (tx) => {
      await this.service.execute(tx, id, { type: 'production-started', mediumSerial, passwordCard: 'PC1' }, SYSTEM);
      await this.service.execute(tx, id, { type: 'certificate-made', certificates: [] }, SYSTEM);
    });
  }
}

/** A small valid PDF; equal text, equal bytes. */
export async function pdf(text: string): Promise<Blob> {
  const document = await PDFDocument.create();
  document.setTitle(text);
  document.setCreationDate(new Date(0));
  document.addPage([595, 842]);
  return new Blob([new Uint8Array(await document.save())], { type: 'application/pdf' });
}

/** A PDF that asks for a password. */
export async function lockedPdf(): Promise<Blob> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
  return new Blob([new Uint8Array(await document.save())]);
}

/** Opens an order, fills it in and uploads scans without a readable mark; does not submit. */
export async function filled(browser: TestBrowser, project = 'housing-in-province') {
  const { applications } = endpoints;
  const opened = await browser.call(applications.open, { body: { programme: 'jiangxi', project, service: 'new' } });
  const params = { id: opened.id };
  await browser.call(applications.command, {
    params,
    body: { command: { type: 'save-draft', fields: { ...fields } } },
  });
  for (const material of opened.materials) {
    const file = await pdf(`${opened.number} ${material.code}`);
    await browser.call(applications.attach, {
      params: { ...params, material: material.code },
      files: [upload(file, `${material.code}.pdf`)],
    });
  }
  return await browser.call(applications.read, { params });
}

export async function submitted(browser: TestBrowser, project?: string) {
  const { id, dataVersion } = await filled(browser, project);
  const body = { command: { type: 'submit', dataVersion } } as const;
  return await browser.call(endpoints.applications.command, { params: { id }, body });
}

/** A part of an upload. */
export function upload(bytes: Blob, name: string) {
  return { name, mediaType: 'application/octet-stream', bytes };
}
