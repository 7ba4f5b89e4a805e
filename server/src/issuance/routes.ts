import { certificates } from '@yinxin/contract';
import { sm3, toHex } from '@yinxin/gm';
import { type Certificate, encodePem } from '@yinxin/pki';
import type { FastifyInstance } from 'fastify';
import { type Deps, registerEndpoint, transaction } from '../platform/index.ts';
import { statusAddresses } from './addresses.ts';
import { staffOf } from './ports.ts';
import { listRequests } from './revocation/store.ts';
import type { Issuance } from './service.ts';
import { presentRevocation, searchCertificates } from './views.ts';

/** Certificates and their revocation, for staff and for the organisation itself. */
export function registerCertificates(app: FastifyInstance, deps: Deps, issuance: Issuance): void {
  const { clock, config } = deps;

  registerEndpoint(app, certificates.search, async ({ db, query }) => {
    const { items, total } = await searchCertificates(db, clock, query);
    return { items, total, page: query.page, size: query.size };
  });

  registerEndpoint(app, certificates.own, async ({ db, session }) => {
    const own = { page: 1, size: 1000, organisationId: session.subject };
    return { items: (await searchCertificates(db, clock, own)).items };
  });

  registerEndpoint(app, certificates.requestRevocation, ({ db, body, session }) =>
    transaction(db, async (tx) => presentRevocation(await issuance.askRevocation(tx, body, staffOf(session)))),
  );

  registerEndpoint(app, certificates.revocationRequests, async ({ db, query }) => {
    const { items, total } = await listRequests(db, query);
    return { items: items.map(presentRevocation), total, page: query.page, size: query.size };
  });

  registerEndpoint(app, certificates.decideRevocation, ({ db, params, body, session }) =>
    transaction(db, async (tx) =>
      presentRevocation(await issuance.decideRevocation(tx, params.id, body.decision, staffOf(session))),
    ),
  );

  registerEndpoint(app, certificates.authority, async () => {
    const { authority, crl } = await issuance.open();
    const addresses = statusAddresses(config.statusUrl);
    const state = await crl.state('issuing');
    return {
      root: presentAuthority(authority.root.certificate),
      issuing: presentAuthority(authority.issuing.certificate),
      crlUrl: addresses.crl('issuing'),
      ocspUrl: addresses.ocsp,
      crlNumber: state?.number ?? null,
      crlNextUpdate: state?.nextUpdate.toISOString() ?? null,
    };
  });
}

function presentAuthority({ raw }: Certificate) {
  return { pem: encodePem('CERTIFICATE', raw), fingerprintSm3: toHex(sm3.digest(raw)) };
}
