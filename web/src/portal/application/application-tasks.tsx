import { Link } from '@tanstack/react-router';
import type { ApplicationView, ProgrammeView, ProjectView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, PageTitle, Panel, Sign } from '../../shared/parts/index.ts';
import { ForBranch } from '../parts/for-branch.tsx';
import { handlerOf } from '../parts/handler.ts';
import { RecipientForm } from '../parts/recipient-form.tsx';
import { askedBy, decidingFields } from '../parts/way.ts';
import { DraftField } from './draft-field.tsx';
import { canSign, Papers, replacedBySigning } from './papers.tsx';
import { SaveState } from './save-state.tsx';
import { SubmitPanel } from './submit-panel.tsx';
import { useDraft } from './use-draft.ts';

export function ApplicationTasks({
  view,
  programme,
  project,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
  readonly project: ProjectView;
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
  const draft = useDraft(view);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const service = programme.services.find((one) => one.code === view.service);
  const deciding = decidingFields(project, service);
  const accepted = askedBy(project, service).materials;
  const specs = view.fields.map(({ spec }) => spec);
  const kinds = view.stages.map(({ kind }) => kind);
  const isSent = kinds.includes('delivery') || kinds.includes('provision');
  const isPrinted = view.materials.some(({ form }) => form !== null);
  const missing = view.fields
    .filter(({ spec, open }) => spec.required && open && !draft.values[spec.code]?.trim())
    .map(({ spec }) => spec);
  const unprinted = [
    ...missing.map((one) => local(one.label)),
    ...(isSent && view.delivery.recipient === null && view.delivery.mode === null ? [t('section.delivery')] : []),
  ];
  const isSigning = canSign(view);
  const replaced = replacedBySigning(isSigning ? accepted : []);
  const asked = view.materials.filter(({ code }) => !replaced.has(code));
  const required = asked.filter((one) => one.required && one.object === 'document');
  const ready = required.filter((one) => one.file && one.status !== 'returned' && !one.file.outdated);
  const returned = [...view.materials, ...view.fields].filter((one) => one.fault);
  const tasks = [
    { id: 'data' as const, done: missing.length === 0, text: t('task.left', { count: missing.length }) },
    // Before the forms: how the certificate is received is printed on them.
    ...(isSent
      ? [
          {
            id: 'delivery' as const,
            done: view.delivery.mode !== null || view.delivery.recipient !== null,
            text: t('task.open'),
          },
        ]
      : []),
    ...(isPrinted && !isSigning
      ? [{ id: 'forms' as const, done: ready.length === required.length, text: t('task.print') }]
      : []),
    ...(asked.length > 0
      ? [
          {
            id: 'materials' as const,
            done: ready.length === required.length,
            text: t('task.of', { done: ready.length, all: required.length }),
          },
        ]
      : []),
    ...(isSigning ? [{ id: 'signing' as const, done: view.signing?.signature != null, text: t('task.sign') }] : []),
    { id: 'submit', done: false, text: t('task.last') },
  ] as const;
  return (
    <>
      <PageTitle
        title={t('title', { project: local(project.name) })}
        above={
          <>
            <p className="crumbs">
              <Link to={`/orders/${view.id}`}>{t('back', { number: view.number })}</Link>
            </p>
            {view.business !== 'new' && service && <p className="eyebrow">{local(service.label)}</p>}
            <ForBranch view={view} />
          </>
        }
      >
        {local(project.name)}
      </PageTitle>
      {returned.length > 0 && (
        <Notice kind="problem" title={t('returnedTitle', { count: returned.length })}>
          <p>{t('returnedText')}</p>
        </Notice>
      )}
      <div className="two two-tasks">
        <nav className="tasks" aria-label={t('task.label')}>
          <ol>
            {tasks.map((task) => (
              <li key={task.id} className={task.done ? 'task-done' : undefined}>
                <a href={`#${task.id}`}>{t(`section.${task.id}`)}</a>
                <span className="task-state">
                  {task.done ? (
                    <>
                      <Sign kind="check" /> {t('task.done')}
                    </>
                  ) : (
                    task.text
                  )}
                </span>
              </li>
            ))}
          </ol>
          <SaveState draft={draft} fields={specs} />
        </nav>
        <div>
          <Panel id="data" title={t('section.data')}>
            <p>{t('dataLead')}</p>
            {view.fields.map((field) => (
              <DraftField
                key={field.code}
                spec={field.spec}
                view={field}
                value={draft.values[field.code] ?? ''}
                onChange={(value) => {
                  draft.change(field.code, value);
                  // What else is asked, and the price, hang on it: the page follows at once.
                  if (deciding.has(field.code)) void draft.flush();
                }}
                onLeave={() => void draft.flush()}
                error={errors[field.code]}
              />
            ))}
          </Panel>
          {isSent && (
            <Panel id="delivery" title={t('section.delivery')}>
              <RecipientForm view={view} programme={programme} handler={handlerOf(view)} />
            </Panel>
          )}
          <Papers view={view} draft={draft} accepted={accepted} blank={unprinted} />
          <SubmitPanel view={view} draft={draft} replaced={replaced} onErrors={setErrors} />
        </div>
      </div>
    </>
  );
}
