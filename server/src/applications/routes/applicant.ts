import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Tx, transaction } from '../../platform/index.ts';
import { printForm } from '../catalogue/print.ts';
import { projectOf } from '../engine/context.ts';
import { isPrintClosed } from '../engine/stages/review.ts';
import { applicationRow } from '../present/row.ts';
import { refusal } from '../problems.ts';
import { listOf } from '../store/queries.ts';
import { inspect } from '../uploads/inspect.ts';
import { scannedSeal } from '../uploads/seal-scan.ts';
import { applicantOf } from './actor.ts';
import { ownOrder, present, type RoomDeps } from './room.ts';

/** Endpoints of the portal: the organisation's own orders, nobody else's. */
export function applicantRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { applications: api } = endpoints;
  const { applications, histories, files, clock } = deps;

  registerEndpoint(app, api.list, async ({ query, session, db }) => {
    const found = await listOf(db, histories, session.subject, query);
    const now = clock.now();
    const rules = await deps.catalogue.rulesOf(db, found.states);
    const items = found.states.map((state) => applicationRow(state, { ...rules(state), now }, 'applicant'));
    return { items, total: found.total, page: query.page, size: query.size };
  });

  registerEndpoint(app, api.open, async ({ body, session, db, status }) => {
    const actor = applicantOf(session);
    const { programme, project, service, regionConfirmed = false, subject, branch } = body;
    const signedInWith = (tx: Tx) => deps.signedInWith(tx, session);
    const about = { programme, project, service, regionConfirmed, subject, branch };
    const asked = { organisationId: session.subject, ...about, signedInWith };
    const state = await transaction(db, (tx) => applications.open(tx, asked, actor));
    status(201);
    return await present(deps, db, state, actor);
  });

  registerEndpoint(app, api.read, async ({ params, session, db }) => {
    const actor = applicantOf(session);
    return await present(deps, db, await ownOrder(deps, db, params.id, actor), actor);
  });

  registerEndpoint(app, api.command, async ({ params, body, session, db }) => {
    const actor = applicantOf(session);
    const { command, expectedVersion } = body;
    const state = await transaction(db, (tx) =>
      applications.execute(tx, params.id, command, actor, { expectedVersion }),
    );
    return await present(deps, db, state, actor);
  });

  registerEndpoint(app, api.attach, async ({ params, files: [upload], session, db }) => {
    const actor = applicantOf(session);
    const state = await ownOrder(deps, db, params.id, actor);
    if (!upload) throw refusal('NO_FILE_HERE');
    const { programme } = await applications.context(db, state, actor);
    const spec = projectOf(programme, state).materials.find((m) => m.code === params.material);
    if (!spec) throw refusal('MATERIAL_UNKNOWN', { material: params.material });
    const found = await inspect(await files.read(upload.sha256), upload, spec.form !== undefined);
    const { sha256, name, size: bytes } = upload;
    const seal = spec.sealScan
      ? { seal: await scannedSeal(files, await files.read(sha256), state.fields['seal-sort']?.value) }
      : {};
    const file = { file: sha256, name, bytes, sha256, ...found, ...seal };
    const command = { type: 'attach-material', material: params.material, file } as const;
    const after = await transaction(db, (tx) => applications.execute(tx, params.id, command, actor));
    return await present(deps, db, after, actor);
  });

  registerEndpoint(app, api.material, async ({ params, session, db }) => {
    const state = await ownOrder(deps, db, params.id, applicantOf(session));
    const file = state.materials[params.material]?.file;
    if (!file) throw refusal('NO_FILE_HERE');
    return { bytes: await files.read(file.file), type: file.mediaType, name: file.name, inline: true };
  });

  registerEndpoint(app, api.form, async ({ params, session, db }) => {
    const actor = applicantOf(session);
    await ownOrder(deps, db, params.id, actor);
    // What is printed must be what the order holds, so changes around it are recorded first (JX-06).
    const system = { kind: 'system', id: 'system', name: 'system' } as const;
    const state = await transaction(db, (tx) => applications.execute(tx, params.id, { type: 'refresh' }, system));
    const context = await applications.context(db, state, actor);
    const { programme } = context;
    const wanted = projectOf(programme, state).materials.some((m) => m.form === params.form);
    const letter = params.form === programme.refund.letterForm && (state.void !== null || programme.refund.givenUp);
    if (wanted && isPrintClosed(state, programme)) throw refusal('PRINT_CLOSED');
    const offer = await deps.catalogue.current(db);
    const form = offer.formAt(programme.code, params.form, state.templates[params.form]);
    if (!form || !(wanted || letter)) throw refusal('FORM_UNKNOWN');
    const name = `${form.template.title}-${state.number}-V${state.dataVersion}.pdf`;
    return { bytes: await printForm(state, form, context), type: 'application/pdf', name, inline: true };
  });

  registerEndpoint(app, api.attachRefundLetter, async ({ params, files: [upload], session, db }) => {
    const actor = applicantOf(session);
    await ownOrder(deps, db, params.id, actor);
    if (!upload) throw refusal('NO_FILE_HERE');
    const found = await inspect(await files.read(upload.sha256), upload, false);
    const { sha256, name, size: bytes } = upload;
    const command = { type: 'attach-refund-letter', file: { file: sha256, name, bytes, sha256, ...found } } as const;
    const state = await transaction(db, (tx) => applications.execute(tx, params.id, command, actor));
    return await present(deps, db, state, actor);
  });

  registerEndpoint(app, api.invoiceFile, async ({ params, session, db }) => {
    const state = await ownOrder(deps, db, params.id, applicantOf(session));
    const { file, number } = state.invoice;
    if (file === null) throw refusal('NO_FILE_HERE');
    return { bytes: await files.read(file), type: 'application/pdf', name: `${number}.pdf`, inline: true };
  });
}
