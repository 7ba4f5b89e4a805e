import type { FastifyInstance } from 'fastify';
import { BY_CERTIFICATE, functionOf } from '../../directory/index.ts';
import { type Deps, presentSessions } from '../../platform/index.ts';
import { problem } from '../problems.ts';
import type { CertificateSignIn } from '../sign-in.ts';
import { livingGrants } from './store.ts';

/** Marks a session in which a personal key acts for an enterprise. */
export const ACTS_WITH = 'acts-with';

/** A personal key does for an enterprise what it is granted at this moment, while it is good itself, and nothing else (IT-40). */
export function personalKeyGate(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'sessions'> & { readonly signIns: Pick<CertificateSignIn, 'stillGood'> },
): void {
  app.addHook('preHandler', async (request) => {
    const { url, method } = request.routeOptions;
    const endpoint = app.endpoints.find((one) => one.path === url && one.method === method);
    if (endpoint?.who !== 'organisation') return;
    const { organisation } = await presentSessions(request, deps.sessions);
    if (organisation?.attributes[ACTS_WITH] === undefined) return;
    const serial = organisation.attributes[BY_CERTIFICATE];
    const grant = (await livingGrants(deps.db, organisation.subject)).find((one) => one.serial === serial);
    if (!grant) throw problem('KEY_NOT_AUTHORISED');
    if (!grant.permissions.includes(functionOf(endpoint))) throw problem('KEY_NOT_PERMITTED');
    await deps.signIns.stillGood(grant.serial);
  });
}
