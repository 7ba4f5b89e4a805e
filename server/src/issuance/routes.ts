import { certificates } from '@yinxin/contract';
import { sm3, toHex } from '@yinxin/gm';
import { type Certificate, encodePem } from '@yinxin/pki';
import type { FastifyInstance } from 'fastify';
import { type Deps, registerEndpoint, transaction } from '../platform/index.ts';
import { statusAddresses } from './addresses.ts';
import { type IssuancePorts, logged, staffOf } from './ports.ts';
import { refuse } from './problems.ts';
import { STATUS_QUEUE } from './revocation/revoke.ts';
import { listRequests } from './revocation/store.ts';
import type { Issuance } from './service.ts';
import { consequencesOf } from './status/consequences.ts';
import { certificateDetail, certificateFile } from './status/detail.ts';
import { statusOverview } from './status/overview.ts';
import { searchCertificates } from './status/search.ts';
import { presentRevocation } from './views.ts';

/** Certificates and their status, for staff and for the organisation itself. */
export function registerCertificates(app: FastifyInstance, deps: Deps, issuance: Issuance, ports: IssuancePorts): void {
  const { clock, config } = deps;

  registerEndpoint(app, certificates.search, async ({ db, query }) => {
    const { items, total } = await searchCertificates(db, clock, query);
    return { items, total, page: query.page, size: query.size };
  });

  registerEndpoint(app, certificates.detail, ({ db, params }) => certificateDetail(db, clock, params.serial));

  registerEndpoint(app, certificates.download, ({ db, params, query }) =>
    certificateFile(db, clock, params.serial, query.form),
  );

  registerEndpoint(app, certificates.consequences, ({ db, params, query }) =>
    consequencesOf(db, clock, ports, params.serial, query.act),
  );

  registerEndpoint(app, certificates.own, async ({ db, session }) => {
    const own = { page: 1, size: 1000, organisation: session.subject };
    return { items: (await searchCertificates(db, clock, own)).items };
  });

  registerEndpoint(app, certificates.requestRevocation, ({ db, body, session }) => {
    const invalidityDate = body.invalidityDate === undefined ? undefined : new Date(body.invalidityDate);
    const asked = { ...body, invalidityDate };
    return transaction(db, async (tx) => presentRevocation(await issuance.askRevocation(tx, asked, staffOf(session))));
  });

  registerEndpoint(app, certificates.revocationRequests, async ({ db, query }) => {
    const { items, total } = await listRequests(db, query);
    return { items: items.map(presentRevocation), total, page: query.page, size: query.size };
  });

  registerEndpoint(app, certificates.decideRevocation, ({ db, params, body, session }) =>
    transaction(db, async (tx) =>
      presentRevocation(await issuance.decideRevocation(tx, params.id, body.decision, staffOf(session))),
    ),
  );

  registerEndpoint(app, certificates.status, async ({ db }) => {
    const { authorities, ocsp } = await issuance.open();
    return statusOverview({ db, clock, config, addresses: statusAddresses(config.statusUrl), authorities, ocsp });
  });

  registerEndpoint(app, certificates.publishCrl, async ({ db, body, session }) => {
    const { authority } = body;
    const { authorities } = await issuance.open();
    return transaction(db, async (tx) => {
      if (!authorities.rows().some(({ name, store }) => name === authority && store !== null)) {
        throw refuse('AUTHORITY_UNKNOWN', { field: 'body.authority', params: { name: authority } });
      }
      await deps.jobs.enqueue(tx, STATUS_QUEUE, { publish: authority });
      await ports.audit(tx, {
        actor: logged(staffOf(session)),
        action: 'crl.asked',
        subject: { kind: 'authority', id: authority, label: authority },
      });
      return { asked: true as const };
    });
  });

  registerEndpoint(app, certificates.authority, async () => {
    const { authorities, crl } = await issuance.open();
    const addresses = statusAddresses(config.statusUrl);
    const { name, certificate } = authorities.defaultIssuer();
    const state = await crl.state(name);
    return {
      root: presentAuthority(authorities.chainOf(name).at(-1) ?? certificate),
      issuing: presentAuthority(certificate),
      crlUrl: addresses.crl(name),
      ocspUrl: addresses.ocsp,
      crlNumber: state?.number ?? null,
      crlNextUpdate: state?.nextUpdate.toISOString() ?? null,
    };
  });
}

function presentAuthority({ raw }: Certificate) {
  return { pem: encodePem('CERTIFICATE', raw), fingerprintSm3: toHex(sm3.digest(raw)) };
}
