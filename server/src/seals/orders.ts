import { livesOf } from '@yinxin/life';
import { applies, askedOf, type Programme } from '@yinxin/programme';
import { type ApplicationState, type ApplicationsService, SYSTEM } from '../applications/index.ts';
import type { SealOrder, SealPorts } from './ports.ts';

type Needed = Pick<ApplicationsService, 'read' | 'execute' | 'programmeOf'>;

/** The applications room as this one sees it. */
export function applicationsForSeals(applications: Needed): Pick<SealPorts, 'order' | 'orderOf' | 'sealMade'> {
  return {
    async order(db, id) {
      const state = await applications.read(db, id);
      return state && sealOrderOf(state, await applications.programmeOf(db, state));
    },
    orderOf: async (tx, state) => sealOrderOf(state, await applications.programmeOf(tx, state)),
    async sealMade(tx, id, sealId) {
      await applications.execute(tx, id, { type: 'seal-made', sealId }, SYSTEM);
    },
  };
}

/** An order as far as its seal goes. */
export function sealOrderOf(state: ApplicationState, programme: Programme): SealOrder {
  const answers = Object.fromEntries(Object.entries(state.fields).map(([code, { value }]) => [code, value]));
  const project = programme.projects.find(({ code }) => code === state.project);
  const service = programme.services.find(({ code }) => code === state.service);
  const online = service?.channel === 'online' ? service : undefined;
  const needed = project && online && askedOf(project, online, answers);
  const field = needed?.fields.find(({ role }) => role === 'seal-name');
  const sort = needed?.fields.find(({ role }) => role === 'seal-sort');
  const scanned = needed?.materials.find(({ sealScan }) => sealScan);
  const scan = (scanned && state.materials[scanned.code]?.file.seal) ?? null;
  const name = field && answers[field.code]?.trim();
  return {
    id: state.id,
    number: state.number,
    organisationId: state.organisation.id,
    programme: state.programme,
    stage: state.stage,
    ended: state.void !== null,
    installs: online?.stages.some((stage) => stage.kind === 'seal' && applies(stage, answers)) ?? false,
    asked: name ? { name, sort: (sort && answers[sort.code]) ?? 'official', scan } : null,
    renews: online?.business === 'renew',
    submittedAt: new Date(state.firstSubmittedAt ?? state.createdAt),
    made: state.production.certificates.filter(({ use }) => use === 'sign').map(({ serial }) => serial),
    subject: state.subject?.holding ?? null,
    without: livesOf(programme.lives).seal?.without ?? [],
  };
}
