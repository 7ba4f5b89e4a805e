import { endpoints, type GeneralData } from '@yinxin/contract';
import { maskMobile, phone } from '@yinxin/identifiers';
import type { FastifyInstance } from 'fastify';
import type { Audit } from '../../audit/index.ts';
import type { Notices } from '../../notices/index.ts';
import {
  type Database,
  type Deps,
  problem as platformProblem,
  registerEndpoint,
  transaction,
} from '../../platform/index.ts';
import { formerCodes, nameHistory, organisationById, setMobile } from '../accounts/store.ts';
import type { Codes } from '../codes/service.ts';
import { problem } from '../problems.ts';
import { correctionsOf } from '../requests/name-correction-store.ts';
import { typedMobile, typedPersonName } from '../typed.ts';
import { generalOf, saveGeneral } from './store.ts';

export interface RegistrationDeps extends Pick<Deps, 'clock' | 'sealing'> {
  readonly codes: Codes;
  readonly audit: Audit;
  readonly notices: Notices;
}

/** What was typed as it is kept; throws PERSON_NAME_INVALID, GENERAL_DATA_INVALID. */
function typed({ contactName, phone: number, email, address }: GeneralData): GeneralData {
  const given = number.trim();
  const read = phone(given);
  if (given !== '' && !read.valid) throw problem('GENERAL_DATA_INVALID', { field: 'body.general.phone' });
  const mail = email.trim();
  if (mail !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(mail))
    throw problem('GENERAL_DATA_INVALID', { field: 'body.general.email' });
  return {
    contactName: contactName.trim() === '' ? '' : typedPersonName(contactName, 'body.general.contactName'),
    phone: given === '' ? '' : read.cleaned,
    email: mail,
    address: address.trim(),
  };
}

/** IT-05, IT-06: name and code only by a reviewed request, everything else at once. */
export function registrationRoutes(app: FastifyInstance, deps: RegistrationDeps): void {
  const { registration } = endpoints;
  const { clock, sealing, codes, audit, notices } = deps;

  async function view(db: Database, id: string) {
    const one = await organisationById(db, sealing, id);
    if (!one) throw platformProblem('NOT_FOUND');
    const names = await nameHistory(db, sealing, id);
    const open = (await correctionsOf(db, sealing, id)).find(({ status }) => status === 'open');
    const former = [
      // A name stood until the next one began.
      ...names
        .slice(0, -1)
        .map(({ name }, i) => ({ name, creditCode: null, until: names[i + 1]?.since ?? new Date(0) })),
      ...(await formerCodes(db, id)).map(({ code, until }) => ({ name: null, creditCode: code, until })),
    ];
    return {
      basic: { name: one.name, creditCode: one.creditCode },
      openRequest: open ? { id: open.id, number: open.number } : null,
      general: await generalOf(db, sealing, id),
      mobileMasked: maskMobile(one.mobile),
      former: former
        .toSorted((a, b) => b.until.getTime() - a.until.getTime())
        .map((each) => ({ ...each, until: each.until.toISOString() })),
    };
  }

  registerEndpoint(app, registration.read, ({ session, db }) => view(db, session.subject));

  registerEndpoint(app, registration.change, async ({ body, session, db }) => {
    const one = await organisationById(db, sealing, session.subject);
    if (!one) throw platformProblem('NOT_FOUND');
    const { id, name, creditCode } = one;
    if ((body.name ?? name) !== name) throw problem('BASIC_DATA_REVIEWED', { field: 'body.name' });
    if ((body.creditCode ?? creditCode) !== creditCode)
      throw problem('BASIC_DATA_REVIEWED', { field: 'body.creditCode' });
    const general = typed(body.general);
    const mobile = body.mobile === undefined ? one.mobile : typedMobile(body.mobile, 'body.mobile');
    const moves = mobile !== one.mobile;
    if (moves) await codes.countTry('change-mobile', mobile);
    await transaction(db, async (tx) => {
      const before = await generalOf(tx, sealing, id);
      if (moves) {
        await codes.redeem(tx, 'change-mobile', mobile, body.smsCode ?? '');
        await setMobile(tx, sealing, id, mobile);
        const number = clock.now().toISOString().slice(0, 10);
        await notices.notify(tx, { to: { mobile: one.mobile }, template: 'mobile-changed-old', params: { number } });
      }
      await saveGeneral(tx, sealing, { organisationId: id, general, at: clock.now() });
      const changed = Object.entries(general).flatMap(([key, value]) =>
        Object.entries(before).some(([other, former]) => other === key && former !== value) ? [key] : [],
      );
      await audit.record(tx, {
        actor: { kind: 'organisation', id, name },
        action: 'organisation.general-data-changed',
        subject: { kind: 'credit-code', id: creditCode, label: name },
        details: { changed, ...(moves ? { mobile: maskMobile(mobile) } : {}) },
      });
    });
    return view(db, id);
  });
}
