import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, transaction } from '../../platform/index.ts';
import { previewForm } from '../catalogue/print.ts';
import { programmeView } from '../catalogue/view.ts';
import { refusal } from '../problems.ts';
import { staffOf } from './actor.ts';
import type { RoomDeps } from './room.ts';

/** The catalogue for visitors, and its forms and prices for administrators. */
export function catalogueRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { administration: api } = endpoints;
  const { catalogue, audit, clock } = deps;

  registerEndpoint(app, endpoints.catalogue.programmes, async ({ db }) => {
    const offer = await catalogue.current(db);
    return { programmes: offer.programmes.map((programme) => programmeView(programme, clock.now())) };
  });

  registerEndpoint(app, endpoints.catalogue.version, async ({ params, db }) => {
    const order = { programme: params.programme, programmeVersion: params.version };
    return programmeView((await catalogue.rulesOf(db, [order]))(order).programme, clock.now());
  });

  registerEndpoint(app, api.templates, async ({ params, db }) => {
    const offer = await catalogue.current(db);
    if (!offer.programme(params.programme)) throw refusal('PROGRAMME_UNKNOWN');
    const items = offer.forms(params.programme).map(({ template, publishedAt, publishedBy }) => ({
      code: template.code,
      title: template.title,
      version: template.version,
      publishedAt: (publishedAt ?? clock.now()).toISOString(),
      publishedBy,
    }));
    return { items };
  });

  registerEndpoint(app, api.publishTemplate, async ({ params, body, session, db, status }) => {
    const offer = await catalogue.current(db);
    if (!offer.programme(params.programme)) throw refusal('PROGRAMME_UNKNOWN');
    if (!offer.form(params.programme, params.form)) throw refusal('FORM_UNKNOWN');
    const { id, name } = staffOf(session);
    const version = await transaction(db, async (tx) => {
      const made = await catalogue.publish(tx, params.programme, params.form, body, name, clock.now());
      const subject = { kind: 'form', id: `${params.programme}/${params.form}`, label: params.form };
      const details = { version: made, note: body.note };
      await audit.record(tx, { actor: { kind: 'staff', id, name }, action: 'form.published', subject, details });
      return made;
    });
    status(201);
    return { code: params.form, version };
  });

  registerEndpoint(app, api.previewTemplate, async ({ params, db }) => {
    const offer = await catalogue.current(db);
    const programme = offer.programme(params.programme);
    if (!programme) throw refusal('PROGRAMME_UNKNOWN');
    const form = offer.form(params.programme, params.form);
    if (!form) throw refusal('FORM_UNKNOWN');
    const bytes = await previewForm(programme, form, clock.now());
    return { bytes, type: 'application/pdf', name: `${form.template.title}.pdf`, inline: true };
  });

  registerEndpoint(app, api.prices, async ({ params, db }) => {
    const programme = (await catalogue.current(db)).programme(params.programme);
    if (!programme) throw refusal('PROGRAMME_UNKNOWN');
    const items = programme.projects.flatMap((project) =>
      project.prices.map(({ code, label, fen, from, until }) => ({
        project: project.code,
        code,
        label,
        fen,
        from,
        until: until ?? null,
      })),
    );
    return { items };
  });
}
