import {
  askedIn,
  decidingFields,
  type FieldSpec,
  type MaterialSpec,
  type Programme,
  type Project,
} from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, projectOf, serviceOf, stageOf } from '../context.ts';
import type { ApplicationEvent, EventOf, Recorded } from '../events.ts';
import { type Refused, refuse } from '../refusal.ts';
import type { ApplicationState, Field, FormMark, Material } from '../state.ts';
import { asksForRule, fixPrice, followsDefault, handlerAgrees, leave, priceOn } from './enter.ts';
import { checkField, isLonger, isUnsafe } from './field-check.ts';
import { isSigned } from './signing.ts';
import { submissionRefusal } from './subject.ts';

type FillCommand = CommandOf<'save-draft' | 'attach-material' | 'remove-material' | 'submit'>;
type FillEvent = EventOf<
  'draft-saved' | 'organisation-renamed' | 'templates-changed' | 'material-attached' | 'material-removed' | 'submitted'
>;

export function decideFill(state: ApplicationState, command: FillCommand, context: Context): Decision {
  switch (command.type) {
    case 'save-draft':
      return saveDraft(state, command, context);
    case 'attach-material':
      return attach(state, command, context);
    case 'remove-material': {
      if (!Object.hasOwn(state.materials, command.material))
        return refuse('MATERIAL_MISSING', { label: command.material });
      if (!isMaterialOpen(state, command.material)) return refuse('ITEM_ACCEPTED');
      return done({ type: 'material-removed', material: command.material });
    }
    case 'submit':
      return submit(state, command, context);
  }
}

/**
 * What has changed around a draft since it was last touched: a new version of a form, a corrected name. Both make
 * printed forms outdated (JX-06). After a return, template versions stay unless a returned item is a form: what was
 * accepted stays accepted.
 */
export function catchUp(state: ApplicationState, { facts, programme }: Context): ApplicationEvent[] {
  if (state.stage !== 'fill' || state.void) return [];
  const events: ApplicationEvent[] = [];
  if (facts.organisationName !== state.organisation.name) {
    events.push({ type: 'organisation-renamed', name: facts.organisationName });
  }
  const changed = Object.entries(facts.templates).some(([form, version]) => state.templates[form] !== version);
  const forms = projectOf(programme, state).materials.filter((m) => m.form !== undefined);
  const returnsForm = forms.some((m) => state.review.returnedItems.includes(`material:${m.code}`));
  if (changed && (!state.review.returned || returnsForm)) {
    events.push({ type: 'templates-changed', templates: facts.templates });
  }
  return events;
}

/** The order as it will stand once {@link catchUp} is recorded: what forms are printed from and pages show. */
export function withCatchUp(state: ApplicationState, context: Context): ApplicationState {
  return catchUp(state, context).reduce(afterCatchUp, state);
}

/** May the applicant change this field now? After a return only returned ones (JX-30). */
export function isFieldOpen(state: ApplicationState, code: string): boolean {
  if (state.stage !== 'fill' || state.void) return false;
  return !state.review.returned || state.review.returnedItems.includes(`field:${code}`);
}

/** An answer that the price or the way of the order follows from stays as it was paid for. */
export function isPaidFor(state: ApplicationState, code: string, programme: Programme): boolean {
  if (state.payment.paidAt === null) return false;
  const project = programme.projects.find((p) => p.code === state.project);
  return project !== undefined && decidingFields(project, serviceOf(programme, state)).has(code);
}

/** May the applicant replace this material now? Also when changed data made its form outdated (JX-06). */
export function isMaterialOpen(state: ApplicationState, code: string): boolean {
  if (state.stage !== 'fill' || state.void) return false;
  if (!state.review.returned || state.review.returnedItems.includes(`material:${code}`)) return true;
  const material = state.materials[code];
  return material === undefined || isOutdated(state, material);
}

/** A form printed from other data or another template than the order holds now (JX-06). */
export function isOutdated(state: ApplicationState, material: Material): boolean {
  const { mark } = material.file;
  if (!material.printed) return false;
  if (mark === null) return material.dataVersion !== state.dataVersion;
  return (
    mark.dataVersion !== state.dataVersion ||
    mark.templateVersion !== (state.templates[mark.form] ?? mark.templateVersion)
  );
}

function saveDraft(state: ApplicationState, command: CommandOf<'save-draft'>, context: Context): Decision {
  const specs = new Map(allFields(state, context.programme).map((f) => [f.code, f]));
  const changed: Record<string, string> = {};
  for (const [code, typed] of Object.entries(command.fields)) {
    const spec = specs.get(code);
    if (!spec) return refuse('FIELD_UNKNOWN', { field: code }, `fields.${code}`);
    const value = normalised(spec, typed);
    if (value === (state.fields[code]?.value ?? '')) continue;
    if (!isFieldOpen(state, code)) return refuse('ITEM_ACCEPTED', {}, `fields.${code}`);
    if (isPaidFor(state, code, context.programme))
      return refuse('FIELD_PAID_FOR', { field: spec.label }, `fields.${code}`);
    const bad = draftRefusal(spec, value);
    if (bad) return { refusal: bad };
    changed[code] = value;
  }
  const caught = catchUp(state, context);
  return Object.keys(changed).length === 0
    ? done(...caught)
    : done(...caught, { type: 'draft-saved', fields: changed });
}

/** Every field that may be asked, whatever has been answered so far: a draft changes answers and fields together. */
function allFields(state: ApplicationState, programme: Programme): readonly FieldSpec[] {
  const project = programme.projects.find((p) => p.code === state.project);
  return project ? askedIn(project, serviceOf(programme, state)).fields : [];
}

/** What is complete and right is kept as it is printed: a mobile without spaces, an ID number with capital X. */
function normalised(spec: FieldSpec, typed: string): string {
  const checked = checkField({ ...spec, required: false }, typed);
  return 'value' in checked ? checked.value : typed;
}

/** A draft may be unfinished, but never unsafe, too long, or of a kind that is not accepted online (JX-20). */
function draftRefusal(spec: FieldSpec, value: string): Refused | undefined {
  if (value === '') return undefined;
  const at = `fields.${spec.code}`;
  if (isUnsafe(value)) return refuse('FIELD_UNSAFE', { label: spec.label }, at).refusal;
  if (isLonger(value, spec.maxLength))
    return refuse('FIELD_TOO_LONG', { label: spec.label, max: spec.maxLength }, at).refusal;
  if (spec.kind !== 'choice') return undefined;
  const checked = checkField(spec, value);
  return 'refusal' in checked ? checked.refusal : undefined;
}

function attach(state: ApplicationState, command: CommandOf<'attach-material'>, context: Context): Decision {
  const { material: code, file } = command;
  const spec = projectOf(context.programme, state).materials.find((m) => m.code === code);
  if (spec?.object !== 'document') return refuse('MATERIAL_UNKNOWN', { material: code });
  if (!spec.accept.some((type) => type === file.mediaType)) {
    return refuse('FILE_TYPE', { label: spec.label, accepted: spec.accept.join(', ') }, 'file');
  }
  if (file.pages !== null && file.pages > spec.maxPages)
    return refuse('FILE_PAGES', { label: spec.label, max: spec.maxPages }, 'file');
  const twin = Object.entries(state.materials).find(([other, m]) => other !== code && m.file.sha256 === file.sha256);
  if (twin)
    return refuse('DUPLICATE_FILE', { other: labelOf(projectOf(context.programme, state).materials, twin[0]) }, 'file');
  const caught = catchUp(state, context);
  const current = withCatchUp(state, context);
  if (!isMaterialOpen(current, code)) return refuse('ITEM_ACCEPTED', {}, 'file');
  const bad = markRefusal(current, spec, file.mark);
  if (bad) return bad;
  return done(...caught, { type: 'material-attached', material: code, printed: spec.form !== undefined, file });
}

function labelOf(materials: readonly MaterialSpec[], code: string) {
  return materials.find((m) => m.code === code)?.label ?? code;
}

/** JX-06: outdated forms are refused; JX-23: so are forms of another kind. */
function markRefusal(state: ApplicationState, spec: MaterialSpec, mark: FormMark | null): Decision | undefined {
  if (mark === null || spec.form === undefined) return undefined;
  if (mark.order !== state.number) return refuse('OTHER_ORDERS_FORM', { label: spec.label, order: mark.order }, 'file');
  if (mark.form !== spec.form) return refuse('WRONG_FORM', { label: spec.label }, 'file');
  const version = state.templates[mark.form] ?? mark.templateVersion;
  if (mark.dataVersion === state.dataVersion && mark.templateVersion === version) return undefined;
  return refuse('OUTDATED_TEMPLATE', { label: spec.label, found: mark.dataVersion, now: state.dataVersion }, 'file');
}

function submit(state: ApplicationState, command: CommandOf<'submit'>, context: Context): Decision {
  const caught = catchUp(state, context);
  const current = withCatchUp(state, context);
  if (command.dataVersion !== current.dataVersion) {
    return refuse('STALE_DATA', { seen: command.dataVersion, now: current.dataVersion }, 'dataVersion');
  }
  const gone = submissionRefusal(current, context);
  if (gone) return gone;
  const project = projectOf(context.programme, current);
  for (const spec of project.fields) {
    const checked = checkField(spec, current.fields[spec.code]?.value ?? '');
    if ('refusal' in checked) return { refusal: checked.refusal };
    const differs = sealNameRefusal(current, spec, project);
    if (differs) return differs;
  }
  const signed = isSigned(current, context);
  const bad =
    materialsRefusal(current, uploaded(project.materials, signed)) ??
    ruleRefusal(current, context) ??
    addressRefusal(current, context) ??
    feeRefusal(current, context);
  if (bad) return bad;
  const again = current.firstSubmittedAt !== null;
  const submitted = { type: 'submitted', dataVersion: current.dataVersion, again } as const;
  return done(
    ...caught,
    signed ? { ...submitted, signed } : submitted,
    ...openPrice(current, context),
    ...leave(handedIn(current, signed), 'fill', context),
  );
}

/** The order as `submitted` will leave it, for what follows from its signature. */
const handedIn = (state: ApplicationState, signed: boolean): ApplicationState =>
  state.signature ? { ...state, signature: { ...state.signature, submitted: signed } } : state;

/** PA-44: a seal bears the name of its certificate; another name is another business. */
function sealNameRefusal(state: ApplicationState, spec: FieldSpec, project: Project): Decision | undefined {
  if (spec.role !== 'seal-name') return undefined;
  const name = certificateName(state, project);
  const found = state.fields[spec.code]?.value ?? '';
  if (found === '' || found === name) return undefined;
  return refuse('SEAL_NAME_DIFFERS', { found, name }, `fields.${spec.code}`);
}

/** The name the order's certificates are made for: the new one in a change, else the registered one (PA-28). */
export function certificateName(state: ApplicationState, project: Project): string {
  const renamed = project.fields.find((f) => f.role === 'organisation-name');
  return (renamed && state.fields[renamed.code]?.value) || state.organisation.name;
}

/** What is uploaded at all: not the medium itself, and no stamped paper where the application is signed. */
function uploaded(specs: readonly MaterialSpec[], signed: boolean): readonly MaterialSpec[] {
  return specs.filter((spec) => spec.object === 'document' && !(signed && spec.unlessSigned));
}

/** PA-41: who asks for the way without a person and is not the last handler is led to the other, never half passed. */
function ruleRefusal(state: ApplicationState, context: Context): Decision | undefined {
  return asksForRule(state, context) && !handlerAgrees(state, context) ? refuse('HANDLER_DIFFERS') : undefined;
}

/** IT-10: where the parcel goes is told with the application: chosen for it, or the account's default address. */
function addressRefusal(state: ApplicationState, context: Context): Decision | undefined {
  const told = !followsDefault(state, context) || Boolean(context.facts.defaultRecipient);
  return told ? undefined : refuse('ADDRESS_MISSING', {}, 'recipient');
}

const waitsForFee = (state: ApplicationState, { programme }: Context) =>
  stageOf(programme, state, 'review')?.gate.includes('fee') ?? false;

/** IT-27: what is to be paid before the review and has no price is not free, it is not configured. */
function feeRefusal(state: ApplicationState, context: Context): Decision | undefined {
  if (!waitsForFee(state, context)) return undefined;
  const { lines } = priceOn(projectOf(context.programme, state), state, context.now);
  return lines.length === 0 ? refuse('FEE_NOT_CONFIGURED') : undefined;
}

/** A review that waits for the fee needs a price that can be paid beside it (IT-19); unpaid, it follows the answers. */
function openPrice(state: ApplicationState, context: Context): ApplicationEvent[] {
  if (!waitsForFee(state, context) || state.payment.paidAt !== null) return [];
  const { totalFen } = priceOn(projectOf(context.programme, state), state, context.now);
  return state.price?.totalFen === totalFen ? [] : [fixPrice(state, context)];
}

function materialsRefusal(state: ApplicationState, specs: readonly MaterialSpec[]): Decision | undefined {
  for (const spec of specs) {
    const at = `materials.${spec.code}`;
    const material = state.materials[spec.code];
    if (!material) {
      if (spec.required) return refuse('MATERIAL_MISSING', { label: spec.label }, at);
      continue;
    }
    if (isOutdated(state, material)) {
      return refuse(
        'OUTDATED_TEMPLATE',
        { label: spec.label, found: material.dataVersion, now: state.dataVersion },
        at,
      );
    }
    if (material.status === 'returned') return refuse('MATERIAL_STILL_RETURNED', { label: spec.label }, at);
  }
  const unchanged = state.review.returnedItems
    .filter((item) => item.startsWith('field:'))
    .map((item) => item.slice('field:'.length))
    .find((code) => state.fields[code]?.status === 'returned');
  return unchanged === undefined
    ? undefined
    : refuse('FIELD_STILL_RETURNED', { field: unchanged }, `fields.${unchanged}`);
}

function afterCatchUp(state: ApplicationState, event: ApplicationEvent): ApplicationState {
  if (event.type === 'organisation-renamed') {
    return changed(state, { organisation: { ...state.organisation, name: event.name } });
  }
  if (event.type === 'templates-changed') return changed(state, { templates: event.templates });
  return state;
}

/** Other data is a new version, for which no signature stands. */
const changed = (state: ApplicationState, change: Partial<ApplicationState>): ApplicationState => ({
  ...state,
  ...change,
  dataVersion: state.dataVersion + 1,
  signature: null,
});

export function evolveFill(state: ApplicationState, event: FillEvent, { at }: Recorded): ApplicationState {
  switch (event.type) {
    case 'draft-saved': {
      const fields: Record<string, Field> = { ...state.fields };
      for (const [code, value] of Object.entries(event.fields)) {
        fields[code] = { value, status: 'open', fault: fields[code]?.fault ?? null };
      }
      return changed(state, { fields });
    }
    case 'organisation-renamed':
    case 'templates-changed':
      return afterCatchUp(state, event);
    case 'material-attached': {
      const dataVersion = event.file.mark?.dataVersion ?? state.dataVersion;
      const { file, printed } = event;
      const material: Material = { status: 'attached', file, printed, uploadedAt: at, dataVersion, fault: null };
      return { ...state, signature: null, materials: { ...state.materials, [event.material]: material } };
    }
    case 'material-removed': {
      const { [event.material]: _removed, ...materials } = state.materials;
      return { ...state, signature: null, materials };
    }
    case 'submitted':
      return {
        ...handedIn(state, event.signed ?? false),
        submittedAt: at,
        firstSubmittedAt: state.firstSubmittedAt ?? at,
      };
  }
}
