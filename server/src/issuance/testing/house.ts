import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Role } from '@yinxin/contract';
import { engine } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import { buildRequest, nameOf, type Signer, sm2Signer } from '@yinxin/pki';
import { v7 as uuid } from 'uuid';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { type Fact, type Issuance, issuanceRoom, type StatusNews, type Subscriber } from '../index.ts';
import { subjectOf } from '../steps/admit.ts';

/** A server of this room alone. */
export interface House {
  readonly server: TestServer;
  readonly issuance: Issuance;
  readonly facts: readonly Fact[];
  /** Every change of status, as rooms that follow it are told. */
  readonly news: readonly StatusNews[];
  /** Called after each numbered step; a test replaces it to stop the process there. */
  fault: (step: number) => void;
  staff(...roles: Role[]): Promise<{ readonly browser: TestBrowser; readonly id: string }>;
}

export async function openHouse(
  settings: Parameters<typeof startTestServer>[0]['settings'] = {},
  now?: string,
): Promise<House> {
  const facts: Fact[] = [];
  const news: StatusNews[] = [];
  const switchable = { fault: (_step: number) => {} };
  const room = issuanceRoom({
    ports: () => ({
      audit: async (_tx, fact) => {
        facts.push(fact);
      },
      onStatusChange: async (_tx, one) => {
        news.push(one);
      },
    }),
    after: (step) => switchable.fault(step),
  });
  const server = await startTestServer({
    rooms: [room],
    ...(settings ? { settings } : {}),
    ...(now === undefined ? {} : { now }),
  });
  return Object.assign(switchable, {
    server,
    facts,
    news,
    issuance: room.service(server.deps),
    async staff(...roles: Role[]) {
      const browser = server.browser();
      const id = uuid();
      await browser.signIn({ kind: 'staff', subject: id, roles, attributes: { name: `staff ${id}` } });
      return { browser, id };
    },
  });
}

/** An organisation with a valid code that wants certificates for a year. */
export function subscriber(change: Partial<Subscriber> = {}): Subscriber {
  return {
    applicationId: uuid(),
    applicationNumber: `JX260302-${Math.floor(Math.random() * 1e6)}`,
    organisationId: uuid(),
    name: '江西示例科技有限公司',
    creditCode: creditCode.make(Math.random),
    validity: { kind: 'years', years: 1 },
    ...change,
  };
}

/** A key as a medium holds it, and its request for an organisation. */
export interface Holder {
  readonly privateKey: Uint8Array;
  readonly signer: Signer;
  readonly request: Uint8Array;
}

export async function holder(organisation: Subscriber): Promise<Holder> {
  const { privateKey } = engine().generateKeyPair();
  const signer = sm2Signer(privateKey);
  return { privateKey, signer, request: await buildRequest(nameOf(subjectOf(organisation)), signer) };
}

/** Runs the openssl command on files; null where it is not installed. */
export function openssl(args: readonly string[], files: Readonly<Record<string, string | Uint8Array>>): string | null {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
    const run = spawnSync('openssl', args, { cwd: directory, encoding: 'utf8', timeout: 20_000 });
    return run.error ? null : `${run.status}\n${run.stdout}${run.stderr}`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
