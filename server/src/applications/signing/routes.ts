import { Readable } from 'node:stream';
import { endpoints } from '@yinxin/contract';
import { writeApplication } from '@yinxin/token';
import type { FastifyInstance } from 'fastify';
import { type Database, keepFiles, registerEndpoint, transaction } from '../../platform/index.ts';
import { auditSubject } from '../effects.ts';
import { signingRefusal } from '../engine/stages/signing.ts';
import type { ApplicationState } from '../engine/state.ts';
import { refusal, refusalProblem } from '../problems.ts';
import { applicantOf, staffOf } from '../routes/actor.ts';
import { ownOrder, present, type RoomDeps } from '../routes/room.ts';
import { SYSTEM } from '../service.ts';
import { documentOf } from './document.ts';
import type { SigningPorts } from './ports.ts';
import { readSigned, verifySigned } from './verify.ts';

const TYPE = 'application/pkcs7-signature';

/** Signing an application with the certificate it is about, and the signed document for both sides. */
export function signingRoutes(app: FastifyInstance, deps: RoomDeps, ports: SigningPorts): void {
  const { applicationSigning: api } = endpoints;
  const { applications, files, clock, audit } = deps;

  /** The order as it stands, and the certificate that can sign it. Throws what the rules refuse. */
  async function signable(db: Database, state: ApplicationState) {
    const context = await applications.context(db, state, SYSTEM);
    const refused = signingRefusal(state, context);
    if (refused && 'refusal' in refused) throw refusalProblem(refused.refusal);
    const signing = state.subject && (await ports.certificate(db, state.subject.holding));
    if (!signing) throw refusal('SUBJECT_NOT_YOURS');
    if (!signing.good) throw refusal('SUBJECT_ENDED');
    return { context, signing };
  }

  registerEndpoint(app, api.document, async ({ params, query, session, db }) => {
    await ownOrder(deps, db, params.id, applicantOf(session));
    if (!ports.origins().includes(query.origin)) throw refusal('SIGNATURE_OTHER_CONTENT');
    // What is signed must be what the order holds, so changes around it are recorded first (JX-06).
    const state = await transaction(db, (tx) => applications.execute(tx, params.id, { type: 'refresh' }, SYSTEM));
    if (state.stage !== 'fill' || state.void) throw refusal('NOT_EDITABLE');
    const { context, signing } = await signable(db, state);
    const document = writeApplication(documentOf(state, context, { origin: query.origin, ...signing }));
    const { mediumSerial, notAfter } = context.facts.subject ?? { mediumSerial: null, notAfter: '' };
    return {
      document: Buffer.from(document).toString('base64'),
      dataVersion: state.dataVersion,
      certificate: { serial: signing.serial, mediumSerial, notAfter },
    };
  });

  registerEndpoint(app, api.sign, async ({ params, body, session, db }) => {
    const actor = applicantOf(session);
    const state = await ownOrder(deps, db, params.id, actor);
    const { context, signing } = await signable(db, state);
    const bytes = new Uint8Array(Buffer.from(body.message, 'base64'));
    const signed = readSigned(bytes);
    const { origin, dataVersion } = signed.document;
    if (!ports.origins().includes(origin)) throw refusal('SIGNATURE_OTHER_CONTENT');
    const expected = documentOf(state, context, { origin, ...signing });
    const mediumSerial = state.subject?.mediumSerial ?? null;
    verifySigned(signed, expected, { ...signing, mediumSerial }, await ports.trust(), clock.now());
    // Whoever signs once more what is signed already gets the answer, and nothing more is kept.
    if (state.stage === 'fill' && state.signature !== null) return await present(deps, db, state, actor);
    const { sha256 } = await files.put(Readable.from([bytes]), { maxBytes: bytes.length });
    const command = {
      type: 'application-signed',
      dataVersion,
      certificate: signing.serial,
      file: sha256,
      sha256,
    } as const;
    // Looked at again under the order's lock: what changed meanwhile is STALE_DATA there.
    const after = await transaction(db, async (tx) => {
      const signedNow = await applications.execute(tx, params.id, command, actor, { expectedVersion: state.version });
      await keepFiles(tx, clock, [sha256]);
      return signedNow;
    });
    return await present(deps, db, after, actor);
  });

  async function signedFile({ number, signature }: ApplicationState) {
    if (!signature) throw refusal('NO_FILE_HERE');
    const name = `${number}-V${signature.dataVersion}.p7s`;
    return { bytes: await files.read(signature.file), type: TYPE, name, inline: false };
  }

  registerEndpoint(app, api.file, async ({ params, session, db }) =>
    signedFile(await ownOrder(deps, db, params.id, applicantOf(session))),
  );

  registerEndpoint(app, api.staffFile, async ({ params, session, db }) => {
    const { id, name } = staffOf(session);
    const state = await applications.read(db, params.id);
    if (!state) throw refusal('ORDER_NOT_FOUND');
    const file = await signedFile(state);
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'signature.looked-at',
        subject: auditSubject(state),
      }),
    );
    return file;
  });
}
