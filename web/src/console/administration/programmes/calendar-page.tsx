import { endpoints, type WorkingCalendar, type WorkingDay } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { DayInput, Field, NoteField, RadioGroup } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Notice, PageTitle, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Grid } from '../../parts/grid.tsx';
import { Go } from '../../parts/place.tsx';

const api = endpoints.workingCalendar;

/** The house's own working days (工作日历) over the national holidays: clocks that begin later follow them. */
export function CalendarPage() {
  const { t } = useTranslation('console-programmes');
  const calendar = useCall(api.read, {}, { staleTime: 0 });
  return (
    <>
      <PageTitle title={t('calendar.title')} lead={t('calendar.lead')} above={<Go to="/programmes">{t('title')}</Go>}>
        {t('calendar.title')}
      </PageTitle>
      <Answered query={calendar}>
        {(view) => (
          <>
            <OwnDays key={`${view.version} ${view.draft?.revision ?? 0}`} view={view} />
            <National view={view} />
            <Issues view={view} />
          </>
        )}
      </Answered>
    </>
  );
}

type CalendarDraft = NonNullable<WorkingCalendar['draft']>;

interface CalendarProps {
  readonly view: WorkingCalendar;
}

function OwnDays({ view }: CalendarProps) {
  const { t } = useTranslation('console-programmes');
  const { staff } = useSession();
  const { draft } = view;
  const kept = draft ?? { days: view.days, reason: '', revision: 0 };
  const [days, setDays] = useState<readonly WorkingDay[]>(kept.days);
  const [reason, setReason] = useState(kept.reason);
  const save = useCommand(api.save, { refresh: [api.read] });
  const role = staff?.roles.includes('administrator') ? null : t('role');
  const isSame = JSON.stringify(days) === JSON.stringify(kept.days) && reason === kept.reason;
  const same = isSame ? t('calendar.same') : null;
  const reasonless = reason.trim().length < 2 ? t('calendar.reasonless') : null;
  return (
    <Panel title={t('calendar.own')}>
      <Grid
        caption={t('calendar.own')}
        rows={days}
        keyOf={({ day }) => day}
        empty={t('calendar.none')}
        columns={[
          { key: 'day', label: t('calendar.day'), of: ({ day }) => <DayName day={day} /> },
          {
            key: 'works',
            label: t('calendar.kind'),
            of: ({ works }) => t(works ? 'calendar.works' : 'calendar.closed'),
          },
          { key: 'note', label: t('calendar.note'), of: ({ note }) => note },
          ...(role === null
            ? [
                {
                  key: 'tools',
                  label: t('calendar.tools'),
                  of: ({ day }: WorkingDay) => (
                    <Button size="small" onClick={() => setDays(days.filter((one) => one.day !== day))}>
                      {t('calendar.remove', { day })}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {role === null && (
        <>
          <AddDay
            taken={days.map(({ day }) => day)}
            onAdd={(one) => setDays([...days, one].toSorted((a, b) => (a.day < b.day ? -1 : 1)))}
          />
          <div className="inner">
            <NoteField label={t('review.reason')} hint={t('review.reasonHint')} value={reason} onChange={setReason} />
            <ProblemAlert problem={save.error} />
            <Act
              primary={draft === null}
              why={same ?? reasonless}
              quietWhy={same !== null}
              loading={save.isPending}
              onClick={() =>
                save.mutate({
                  body: { revision: kept.revision, version: view.version, days: [...days], reason },
                })
              }
            >
              {t('editor.save')}
            </Act>
            {draft === null && <p className="small quiet">{t('calendar.second')}</p>}
          </div>
        </>
      )}
      {draft && <Waiting draft={draft} why={role ?? (isSame ? null : t('review.unsaved'))} />}
    </Panel>
  );
}

/** A draft waits for an administrator who did not write it. */
function Waiting({ draft, why }: { readonly draft: CalendarDraft; readonly why: string | null }) {
  const { t } = useTranslation('console-programmes');
  const format = useFormat();
  const publish = useCommand(api.publish, { refresh: [api.read] });
  const discard = useCommand(api.discard, { refresh: [api.read] });
  const given = { body: { revision: draft.revision } };
  return (
    <div className="inner">
      <Notice kind="wait" title={t('calendar.waiting', { at: format.moment(draft.updatedAt) })}>
        <p>{t('review.editors', { names: draft.editors.join(t('console:comma')) })}</p>
      </Notice>
      <ProblemAlert problem={publish.error ?? discard.error} />
      <div className="buttons">
        <Act
          primary
          why={why ?? (draft.mine ? t('review.own') : null)}
          loading={publish.isPending}
          onClick={() => publish.mutate(given)}
        >
          {t('calendar.publish')}
        </Act>
        <Act danger why={why} quietWhy loading={discard.isPending} onClick={() => discard.mutate(given)}>
          {t('review.discard')}
        </Act>
      </div>
      <p className="small quiet">{t('calendar.effect')}</p>
    </div>
  );
}

function AddDay({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (day: WorkingDay) => void }) {
  const { t } = useTranslation('console-programmes');
  const [day, setDay] = useState('');
  const [works, setWorks] = useState<'closed' | 'works'>('closed');
  const [note, setNote] = useState('');
  const why =
    day === '' || note.trim() === '' ? t('calendar.incomplete') : taken.includes(day) ? t('calendar.taken') : null;
  return (
    <fieldset className="inner">
      <legend>{t('calendar.add')}</legend>
      <div className="tools">
        <Field label={t('calendar.day')}>{(ids) => <DayInput ids={ids} value={day} onChange={setDay} />}</Field>
        <Field label={t('calendar.note')}>
          {(ids) => <Input {...ids} maxLength={60} value={note} onChange={({ target }) => setNote(target.value)} />}
        </Field>
      </div>
      <RadioGroup
        legend={t('calendar.kind')}
        name="works"
        value={works}
        options={[
          { value: 'closed', label: t('calendar.closed') },
          { value: 'works', label: t('calendar.works') },
        ]}
        onChange={setWorks}
      />
      <Act
        small
        why={why}
        onClick={() => {
          onAdd({ day, works: works === 'works', note: note.trim() });
          setDay('');
          setNote('');
        }}
      >
        {t('calendar.addGo')}
      </Act>
    </fieldset>
  );
}

function DayName({ day }: { readonly day: string }) {
  const format = useFormat();
  return <time dateTime={day}>{format.day(`${day}T12:00:00+08:00`)}</time>;
}

function National({ view }: CalendarProps) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  return (
    <details className="documents">
      <summary>{t('calendar.national')}</summary>
      <Notice kind="info" title={t('calendar.until', { year: view.nationalUntil })} />
      <Grid
        caption={t('calendar.national')}
        rows={view.national}
        keyOf={({ day }) => day}
        empty={t('calendar.none')}
        columns={[
          { key: 'day', label: t('calendar.day'), of: ({ day }) => <DayName day={day} /> },
          { key: 'name', label: t('calendar.note'), of: ({ name }) => local(name) },
          {
            key: 'works',
            label: t('calendar.kind'),
            of: ({ works }) => t(works ? 'calendar.works' : 'calendar.closed'),
          },
        ]}
      />
    </details>
  );
}

function Issues({ view }: CalendarProps) {
  const { t } = useTranslation('console-programmes');
  const format = useFormat();
  if (view.history.length === 0) return null;
  return (
    <Panel title={t('history.open')}>
      <ul className="log">
        {view.history.map((one) => (
          <li key={one.version}>
            <b>{t('numbered', { version: one.version })}</b>
            <span>{t('calendar.issued', { by: one.publishedBy, at: format.moment(one.publishedAt) })}</span>
            <span>{t('history.reason', { reason: one.reason })}</span>
            <span className="small quiet">
              {one.days.map(({ day, works, note }) => (
                <span key={day} className="block">
                  {day} {t(works ? 'calendar.works' : 'calendar.closed')} {note}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
