import type { SessionView } from '@yinxin/contract';
import { maskMobile } from '@yinxin/identifiers';
import type { Notices } from '../notices/index.ts';
import type { Clock, Config, Database, Sealing, Session } from '../platform/index.ts';
import { organisationById } from './accounts/store.ts';
import { staffById } from './staff/store.ts';

export interface ViewDeps {
  readonly clock: Clock;
  readonly config: Config;
  readonly sealing: Sealing;
  readonly notices: Notices;
  readonly assistantUrl: () => string | null;
}

/** Attribute of a session begun with a certificate: the serial of the signing certificate. */
export const BY_CERTIFICATE = 'certificate';

export interface Present {
  readonly organisation?: Session | undefined;
  readonly staff?: Session | undefined;
}

/** What every page knows about who is looking: name and code for the header (JX-15), roles, the forgery token. */
export async function sessionView(deps: ViewDeps, db: Database, present: Present): Promise<SessionView> {
  const { organisation, staff } = present;
  const one = organisation && (await organisationById(db, deps.sealing, organisation.subject));
  const person = staff && (await staffById(db, staff.subject));
  return {
    mode: deps.config.mode,
    now: deps.clock.now().toISOString(),
    csrf: organisation?.csrf ?? staff?.csrf ?? null,
    organisation: one
      ? {
          id: one.id,
          creditCode: one.creditCode,
          name: one.name,
          mobileMasked: maskMobile(one.mobile),
          unreadMessages: await deps.notices.unread(one.id, db),
          nameCorrectedAt: one.nameCorrectedAt?.toISOString() ?? null,
          certificate: organisation?.attributes[BY_CERTIFICATE] ?? null,
        }
      : null,
    staff: person
      ? {
          id: person.id,
          username: person.username,
          name: person.name,
          roles: [...person.roles],
          mustChangePassword: person.mustChangePassword,
        }
      : null,
    assistantUrl: deps.assistantUrl(),
    maxUploadBytes: deps.config.uploads.maxBytes,
  };
}
