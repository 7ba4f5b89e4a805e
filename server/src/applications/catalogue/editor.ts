import type { ProgrammeDraft } from '@yinxin/contract';
import {
  adviseProgramme,
  clocksOf,
  differences,
  EMPTY_PATCH,
  explainMistake,
  materialListsOf,
  type Programme,
  type ProgrammeMistake,
  type ProgrammePatch,
  patchMistakes,
  pausedPrices,
  placeOf,
  pricesOf,
  pruned,
  shanghaiDay,
  stepsOf,
  textsOf,
  windowsOf,
} from '@yinxin/programme';
import { formsOf } from '@yinxin/programmes';
import type { Audit } from '../../audit/index.ts';
import type { Clock, Database, Tx } from '../../platform/index.ts';
import { isUnsafe } from '../engine/stages/field-check.ts';
import { refusal } from '../problems.ts';
import { runningByVersion } from '../store/queries.ts';
import type { CatalogueStore } from './catalogue.ts';
import { type Draft, draft, drafts, dropDraft, type Editor, keepDraft } from './drafts.ts';
import { checked, SET_ASIDE } from './versions.ts';

interface EditorDeps {
  readonly catalogue: CatalogueStore;
  readonly clock: Clock;
  readonly audit: Pick<Audit, 'record'>;
}

/** Administrators' work on programmes: a draft, its check and preview, its publication by somebody else, the history. */
export function programmeEditor({ catalogue, clock, audit }: EditorDeps) {
  const { versions } = catalogue;

  function released(code: string): Programme {
    const found = catalogue.released(code);
    if (!found) throw refusal('PROGRAMME_UNKNOWN');
    return found;
  }

  /** The draft, or what it would begin with: the changes in force. */
  async function begun(db: Database, code: string): Promise<Draft> {
    const found = await draft(db, code);
    const patch = pruned(released(code), found?.patch ?? (await versions.patch(db, code)) ?? EMPTY_PATCH);
    if (found) return { ...found, patch };
    return { programme: code, revision: 0, patch, reason: '', editors: [], updatedAt: clock.now() };
  }

  /** The draft locked against other changes; refuses when it is not the one the caller saw. `next`: its next revision. */
  async function seen(tx: Tx, code: string, revision: number): Promise<Draft & { readonly next: number }> {
    // Never counted anew: a draft begun after this one is another, and nobody publishes it by the number of this.
    const next = await catalogue.touch(tx);
    const found = await begun(tx, code);
    if (found.revision !== revision) throw refusal('DRAFT_STALE');
    return { ...found, next };
  }

  async function view(db: Database, code: string, reader: string): Promise<ProgrammeDraft> {
    const from = released(code);
    const inForce = (await catalogue.current(db)).programmeOf({ programme: code });
    const one = await begun(db, code);
    const { patch, revision, reason } = one;
    const { source, mistakes, warnings, programme } = checked(from, patch, inForce.version + 1);
    const known = new Set(
      adviseProgramme(
        inForce,
        formsOf(code).map((form) => form.code),
      ).map((w) => `${w.path} ${w.message}`),
    );
    const explained = (found: ProgrammeMistake) => ({ path: placeOf(source, found.path), ...explainMistake(found) });
    return {
      programme: code,
      name: inForce.name,
      version: inForce.version,
      revision,
      reason,
      updatedAt: revision === 0 ? null : one.updatedAt.toISOString(),
      editors: one.editors.map(({ name }) => name),
      mine: one.editors.some(({ id }) => id === reader),
      patch,
      places: {
        texts: textsOf(from),
        clocks: clocksOf(from),
        windows: windowsOf(from),
        prices: pricesOf(from).map(({ path, label, value }) => ({ path, label, value: stepsOf(value) })),
        materials: materialListsOf(from).map(({ path, label, value }) => ({ path, label, value: [...value] })),
      },
      forms: formsOf(code).map((form) => ({ code: form.code, title: form.title })),
      mistakes: mistakes.map(explained),
      warnings: [
        ...warnings.filter((w) => !known.has(`${w.path} ${w.message}`)),
        ...(programme ? pausedPrices(inForce, programme, shanghaiDay(clock.now())) : []),
      ].map(explained),
      differences: programme ? differences(inForce, programme) : [],
      running: await runningByVersion(db, code),
    };
  }

  /** The draft as a programme; refuses one with mistakes, naming the first. */
  async function whole(db: Database, one: Draft): Promise<Programme> {
    const { version } = (await catalogue.current(db)).programmeOf(one);
    const { programme, mistakes, source } = checked(released(one.programme), one.patch, version + 1);
    if (programme) return programme;
    const [first] = mistakes;
    const { what } = first ? explainMistake(first) : { what: { zh: '', en: '' } };
    const place = first ? placeOf(source, first.path) : '';
    throw refusal('PROGRAMME_INVALID', { count: mistakes.length, place, first: what }, `patch.${place}`);
  }

  const subject = (code: string) => ({ kind: 'programme', id: code, label: code });

  return {
    view,
    async programmes(db: Database) {
      const offer = await catalogue.current(db);
      const open = await drafts(db);
      return await Promise.all(
        offer.programmes.map(async ({ code, name, version }) => {
          const [last] = await versions.history(db, code);
          const found = open.find((one) => one.programme === code);
          return {
            programme: code,
            name,
            version,
            publishedAt: (last?.madeAt ?? clock.now()).toISOString(),
            draft: found
              ? { updatedAt: found.updatedAt.toISOString(), editors: found.editors.map((one) => one.name) }
              : null,
            running: await runningByVersion(db, code),
          };
        }),
      );
    },
    async save(
      tx: Tx,
      code: string,
      {
        revision,
        version,
        patch,
        reason,
      }: { revision: number; version: number; patch: ProgrammePatch; reason: string },
      by: Editor,
    ): Promise<void> {
      const before = await seen(tx, code, revision);
      // Where no draft stood, both began at 0: what somebody published since would be taken back by this one.
      const inForce = (await catalogue.current(tx)).programmeOf({ programme: code }).version;
      if (inForce !== version) throw refusal('DRAFT_STALE');
      const unknown = patchMistakes(
        released(code),
        patch,
        formsOf(code).map((form) => form.code),
      ).find((one) => one.code === 'change-unknown');
      if (unknown) throw refusal('CHANGE_UNKNOWN', { place: unknown.path }, `patch.${unknown.path}`);
      const unsafe = textsIn({ patch, reason }).find(({ text }) => isUnsafe(text));
      if (unsafe) throw refusal('FIELD_UNSAFE', { label: { zh: '文案', en: 'Text' } }, unsafe.path);
      const editors = before.editors.some(({ id }) => id === by.id) ? before.editors : [...before.editors, by];
      const { next } = before;
      await keepDraft(tx, { programme: code, revision: next, patch, reason, editors, updatedAt: clock.now() });
    },
    /** Drafts a former version again: its changes over the present release. */
    async restore(
      tx: Tx,
      code: string,
      { version, revision, reason }: { version: number; revision: number; reason: string },
      by: Editor,
    ): Promise<void> {
      const before = await seen(tx, code, revision);
      const patch = await versions.patch(tx, code, version);
      if (!patch) throw refusal('VERSION_UNKNOWN', { version });
      const editors = before.editors.some(({ id }) => id === by.id) ? before.editors : [...before.editors, by];
      const kept = pruned(released(code), patch);
      await keepDraft(tx, {
        programme: code,
        revision: before.next,
        patch: kept,
        reason,
        editors,
        updatedAt: clock.now(),
      });
    },
    async discard(tx: Tx, code: string, revision: number, by: Editor): Promise<void> {
      const before = await seen(tx, code, revision);
      if (before.revision === 0) throw refusal('DRAFT_NONE');
      await dropDraft(tx, code);
      const details = { editors: before.editors.map(({ id }) => id), reason: before.reason };
      const actor = { kind: 'staff', ...by } as const;
      await audit.record(tx, { actor, action: 'programme.draft-discarded', subject: subject(code), details });
    },
    async publish(tx: Tx, code: string, revision: number, by: Editor): Promise<number> {
      const one = await seen(tx, code, revision);
      if (one.revision === 0) throw refusal('DRAFT_NONE');
      if (one.editors.some(({ id }) => id === by.id)) throw refusal('DRAFT_OWN');
      if (one.reason.trim().length < 2) throw refusal('DRAFT_REASON', {}, 'reason');
      const content = await whole(tx, one);
      const told = differences((await catalogue.current(tx)).programmeOf(one), content);
      if (told.length === 0) throw refusal('DRAFT_EMPTY');
      const { patch, reason, editors } = one;
      const draftedBy = editors.map(({ name }) => name).join('、');
      await versions.publish(tx, { content, patch, reason, draftedBy, madeBy: by.name, madeAt: clock.now() });
      await dropDraft(tx, code);
      await audit.record(tx, {
        actor: { kind: 'staff', ...by },
        action: 'programme.published',
        subject: subject(code),
        details: {
          version: content.version,
          reason,
          draftedBy: editors.map(({ id }) => id),
          changes: told.slice(0, 50).map(({ path, before, after }) => ({
            path,
            before: before?.zh.slice(0, 200) ?? null,
            after: after?.zh.slice(0, 200) ?? null,
          })),
          changed: told.length,
        },
      });
      return content.version;
    },
    async preview(db: Database, code: string): Promise<Programme> {
      return await whole(db, await begun(db, code));
    },
    async history(db: Database, code: string) {
      const { name } = (await catalogue.current(db)).programmeOf({ programme: code });
      const running = await runningByVersion(db, code);
      const items = (await versions.history(db, code)).map(({ madeAt, madeBy, ...row }) => ({
        ...row,
        reason: row.reason === SET_ASIDE ? '' : row.reason,
        setAside: row.reason === SET_ASIDE,
        publishedAt: madeAt.toISOString(),
        publishedBy: madeBy,
        orders: running.find((one) => one.version === row.version)?.orders ?? 0,
      }));
      return { name, items };
    },
    /** What a version changed against the one before; nothing for the first. */
    async changes(db: Database, code: string, version: number) {
      const rows = await versions.history(db, code);
      const at = rows.findIndex((row) => row.version === version);
      const [one, before] = [rows[at], rows[at + 1]];
      if (!one) throw refusal('VERSION_UNKNOWN', { version });
      const content = (number: number) => versions.of(db, { programme: code, programmeVersion: number });
      const [now, former] = [await content(version), before && (await content(before.version))];
      return { version, differences: now && former ? differences(former, now) : [] };
    },
  };
}

/** Every text that a patch brings, for what no text may hold. */
function textsIn(value: unknown, path = ''): { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, path === '' ? key : `${path}.${key}`));
}
