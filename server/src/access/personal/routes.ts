import type { AuditAction } from '@yinxin/contract';
import { personalKeys as api, Permission, type PersonalKeyView } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { BY_CERTIFICATE, organisationByCode, organisationById, userClassOf } from '../../directory/index.ts';
import {
  type Database,
  type Deps,
  registerEndpoint,
  type Session,
  type Tx,
  transaction,
} from '../../platform/index.ts';
import type { AccessPorts } from '../ports.ts';
import { problem } from '../problems.ts';
import type { CertificateSignIn } from '../sign-in.ts';
import { ACTS_WITH } from './gate.ts';
import { endGrant, keyBySerial, keysFor, livingGrants, lockKey, putGrant, saveKey } from './store.ts';

export interface PersonalKeyDeps extends Pick<Deps, 'clock' | 'sealing'> {
  readonly ports: AccessPorts;
  readonly signIns: CertificateSignIn;
}

/** Written alike: width, case and spaces tell no two people apart. */
const sameName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** IT-40, IT-41: first the personal key says who it is and for whom, then the enterprise's key grants. */
export function personalKeyRoutes(app: FastifyInstance, deps: PersonalKeyDeps): void {
  const { clock, sealing, ports, signIns } = deps;

  /** The key of the session, still good. Throws KEY_NEEDED, and PERSONAL_KEY_NEEDED or ENTERPRISE_KEY_NEEDED. */
  async function keyOf(db: Database, session: Session, whose: 'personal' | 'enterprise'): Promise<string> {
    const serial = session.attributes[BY_CERTIFICATE];
    if (serial === undefined || session.attributes[ACTS_WITH] !== undefined) throw problem('KEY_NEEDED');
    const isPersonal = (await userClassOf(db, session.subject)) === 'individual';
    if (whose === 'personal' && !isPersonal) throw problem('PERSONAL_KEY_NEEDED');
    if (whose === 'enterprise' && isPersonal) throw problem('ENTERPRISE_KEY_NEEDED');
    await signIns.stillGood(serial);
    return serial;
  }

  async function settingsOf(db: Database, serial: string) {
    const key = await keyBySerial(db, sealing, serial);
    const enterprise = key && (await organisationById(db, sealing, key.enterpriseId));
    if (!key || !enterprise) return { settings: null };
    const { creditCode, name: enterpriseName } = enterprise;
    const savedAt = key.savedAt.toISOString();
    return { settings: { enterprise: creditCode, enterpriseName, name: key.name, savedAt } };
  }

  async function listOf(db: Database, enterpriseId: string) {
    const grants = await livingGrants(db, enterpriseId);
    const items = (await keysFor(db, sealing, enterpriseId)).map((key): z.input<typeof PersonalKeyView> => {
      const grant = grants.find(({ serial }) => serial === key.serial);
      return {
        serial: key.serial,
        name: key.name,
        savedAt: key.savedAt.toISOString(),
        permissions: Permission.array().parse(grant?.permissions ?? []),
        grantedAt: grant?.granted_at.toISOString() ?? null,
      };
    });
    return { items };
  }

  const log = async (
    tx: Tx,
    action: AuditAction,
    enterprise: { readonly id: string; readonly serial: string },
    personal: string,
    permissions: readonly Permission[],
  ) => {
    const one = await organisationById(tx, sealing, enterprise.id);
    await ports.audit.record(tx, {
      actor: { kind: 'organisation', id: enterprise.id, name: one?.name ?? '' },
      action,
      subject: { kind: 'certificate', id: personal, label: personal },
      details: {
        enterpriseCertificate: enterprise.serial,
        personalCertificate: personal,
        permissions: [...permissions],
      },
    });
  };

  registerEndpoint(app, api.settings, async ({ session, db }) => settingsOf(db, await keyOf(db, session, 'personal')));

  registerEndpoint(app, api.save, async ({ body, session, db }) => {
    const serial = await keyOf(db, session, 'personal');
    const enterprise = await organisationByCode(db, sealing, body.enterprise.trim().toUpperCase());
    const isEnterprise = enterprise && (await userClassOf(db, enterprise.id)) === 'enterprise';
    if (!isEnterprise) throw problem('ENTERPRISE_UNKNOWN', { field: 'body.enterprise' });
    // Whoever grants must read whom the key belongs to, not what its holder would like to be called.
    const person = await organisationById(db, sealing, session.subject);
    if (!person || sameName(body.name) !== sameName(person.name)) {
      throw problem('PERSONAL_KEY_NAME', { field: 'body.name' });
    }
    const key = { serial, accountId: person.id, enterpriseId: enterprise.id, name: person.name };
    await transaction(db, async (tx) => {
      const before = await lockKey(tx, sealing, serial);
      // Whoever turns to another enterprise leaves behind what the former one granted.
      if (before && before.enterpriseId !== enterprise.id) await endGrant(tx, serial, before.enterpriseId, clock.now());
      await saveKey(tx, sealing, { ...key, savedAt: clock.now() });
    });
    return settingsOf(db, serial);
  });

  registerEndpoint(app, api.act, async ({ session, db, sessions, signIn }) => {
    const serial = await keyOf(db, session, 'personal');
    const key = await keyBySerial(db, sealing, serial);
    const grant = key && (await livingGrants(db, key.enterpriseId)).find((one) => one.serial === serial);
    if (!key || !grant) throw problem('KEY_NOT_AUTHORISED');
    const attributes = { [BY_CERTIFICATE]: serial, [ACTS_WITH]: grant.permissions.join(' '), name: key.name };
    const organisation = await signIn({ kind: 'organisation', subject: key.enterpriseId, attributes });
    return ports.view(db, { ...sessions, organisation });
  });

  registerEndpoint(app, api.list, async ({ session, db }) => {
    await keyOf(db, session, 'enterprise');
    return listOf(db, session.subject);
  });

  registerEndpoint(app, api.grant, async ({ params, body, session, db }) => {
    const own = { id: session.subject, serial: await keyOf(db, session, 'enterprise') };
    await transaction(db, async (tx) => {
      const key = await lockKey(tx, sealing, params.serial);
      if (key?.enterpriseId !== own.id) throw problem('KEY_NOT_OFFERED');
      await signIns.stillGood(params.serial);
      const { permissions } = body;
      const at = clock.now();
      await putGrant(tx, {
        serial: params.serial,
        enterpriseId: own.id,
        enterpriseSerial: own.serial,
        permissions,
        at,
      });
      await log(tx, 'authorisation.granted', own, params.serial, permissions);
    });
    return listOf(db, own.id);
  });

  registerEndpoint(app, api.withdraw, async ({ params, session, db }) => {
    const own = { id: session.subject, serial: await keyOf(db, session, 'enterprise') };
    await transaction(db, async (tx) => {
      if (!(await endGrant(tx, params.serial, own.id, clock.now()))) throw problem('KEY_NOT_OFFERED');
      await log(tx, 'authorisation.withdrawn', own, params.serial, []);
    });
    return listOf(db, own.id);
  });
}
