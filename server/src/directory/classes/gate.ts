import type { FastifyInstance } from 'fastify';
import { type Database, type Problem, presentSessions, type Sessions } from '../../platform/index.ts';
import { userClassOf } from '../accounts/store.ts';
import { problem } from '../problems.ts';
import { functionOf, type UserClass, type UserClassCode } from './rules.ts';

/** Functions not open to a user's class are refused, also when called directly (IT-01). */
export function classGate(
  app: FastifyInstance,
  deps: { readonly sessions: Sessions; readonly db: Database; readonly classes: () => Promise<readonly UserClass[]> },
): void {
  app.addHook('preHandler', async (request) => {
    const { url, method } = request.routeOptions;
    const endpoint = app.endpoints.find((one) => one.path === url && one.method === method);
    if (endpoint?.who !== 'organisation') return;
    const wanted = functionOf(endpoint);
    const { organisation } = await presentSessions(request, deps.sessions);
    if (!organisation) return;
    const code = await userClassOf(deps.db, organisation.subject);
    // Everything is open to most: the rules are looked up for the others only.
    if (code === undefined || code === 'enterprise') return;
    const own = (await deps.classes()).find((one) => one.code === code);
    if (!own?.functions.includes(wanted)) {
      throw notOpen(own ? [own] : [], code);
    }
  });
}

/** NOT_OPEN_TO_CLASS in the words of the class. */
export function notOpen(classes: readonly UserClass[], code: UserClassCode): Problem {
  const { label } = classes.find((one) => one.code === code) ?? { label: { zh: code, en: code } };
  return problem('NOT_OPEN_TO_CLASS', { params: { classZh: label.zh, classEn: label.en } });
}
