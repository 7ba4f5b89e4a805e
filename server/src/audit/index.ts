/** Audit (审计): an append-only log with a hash chain of who did what to what. */
import path from 'node:path';
import type { Deps, Room } from '../platform/index.ts';
import { anchorFile } from './anchors.ts';
import { failedWorkRoutes } from './failed-work.ts';
import { auditMigrations } from './migrations.ts';
import { auditRoutes } from './routes.ts';
import { type Audit, auditLog } from './service.ts';

export type { Audit } from './service.ts';
export {
  type AuditActor,
  type AuditFact,
  type AuditSubject,
  type JsonValue,
  publicActor,
  systemActor,
  type Verification,
} from './types.ts';

const LINK_EVERY_SECONDS = 2;
const ANCHOR_EVERY_SECONDS = 60;

/** Where the anchors of the log are (docs/deployment.md): on a disk that whoever runs the database cannot write. */
const anchorsOf = (deps: Deps) => path.join(deps.config.dataDir, 'audit', 'anchors.jsonl');

/** The room; `service(deps).record(tx, fact)` is what other rooms call. */
export function auditRoom(): Room & { service(deps: Deps): Audit } {
  const opened = new WeakMap<Deps, Audit>();
  const service = (deps: Deps): Audit => {
    const known = opened.get(deps) ?? auditLog({ ...deps, anchors: anchorFile(anchorsOf(deps), deps.sealing) });
    opened.set(deps, known);
    return known;
  };
  return {
    name: 'audit',
    migrations: auditMigrations,
    service,
    register(app, deps) {
      auditRoutes(app, service(deps));
      failedWorkRoutes(app, deps, service(deps));
    },
    start(deps) {
      deps.jobs.every('audit.link', LINK_EVERY_SECONDS, async () => {
        await service(deps).link();
      });
      deps.jobs.every('audit.anchor', ANCHOR_EVERY_SECONDS, async () => {
        await service(deps).anchor();
      });
    },
  };
}
