import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { organisationName } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { ErrorSummary, Field, NoteField } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { ClockBadge, Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Findings, useFirstError } from '../parts/findings.tsx';
import { ProofFiles } from '../parts/proof-files.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

/** A wrong name is reported with proof and corrected by the back office; a wrong code cannot be (JX-05, JX-08, JX-09). */
export function NameCorrectionPage() {
  const { t } = useTranslation('requests');
  const { organisation } = useSession();
  const requests = useCall(endpoints.requests.nameCorrections, {});
  if (!organisation) return null;
  const items = requests.data?.items ?? [];
  const open = items.find((one) => one.status === 'open');
  return (
    <div className="narrow">
      <PageTitle title={t('name.title')} lead={t('name.lead')}>
        {t('name.title')}
      </PageTitle>
      {organisation.nameCorrectedAt && <Corrected name={organisation.name} />}
      <ProblemAlert problem={requests.error} onRetry={() => void requests.refetch()} />
      {open && (
        <Notice kind="good" title={t('name.sent', { number: open.number })} live="polite">
          <p>{t('name.sentNext')}</p>
        </Notice>
      )}
      {requests.data && !open && <CorrectionForm registered={organisation.name} />}
      <Requests items={items} />
      <Panel title={t('code.title')}>
        <p>{t('code.text')}</p>
        <ol>
          <li>{t('code.one')}</li>
          <li>{t('code.two')}</li>
          <li>{t('code.three')}</li>
        </ol>
        <p>
          <Link to="/help/wrong-code">{t('code.more')}</Link>
        </p>
      </Panel>
    </div>
  );
}

function Corrected({ name }: { readonly name: string }) {
  const { t } = useTranslation('requests');
  const queries = useQueryClient();
  const acknowledge = useCommand(endpoints.requests.acknowledgeName, {
    onSuccess: () => void queries.invalidateQueries({ queryKey: [endpoints.session.current.path] }),
  });
  return (
    <Notice
      kind="wait"
      title={t('name.corrected', { name })}
      action={
        <Button type="primary" loading={acknowledge.isPending} onClick={() => acknowledge.mutate({})}>
          {t('name.acknowledge')}
        </Button>
      }
    >
      <p>{t('name.correctedNext')}</p>
      <ProblemAlert problem={acknowledge.error} />
    </Notice>
  );
}

function CorrectionForm({ registered }: { readonly registered: string }) {
  const { t } = useTranslation('requests');
  const firstError = useFirstError();
  const form = useFormErrors('name', ['rightName', 'files']);
  const [rightName, setRightName] = useState('');
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [progress, setProgress] = useState<number | null>(null);
  const read = organisationName.normalise(rightName);
  const open = useCommand(endpoints.requests.openNameCorrection, {
    refresh: [endpoints.requests.nameCorrections],
    onProgress: setProgress,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const clean = form.check({
      rightName:
        firstError(read.findings, t('name.right')) ?? (read.cleaned === registered ? t('name.same') : undefined),
      files: files.length === 0 ? t('name.proofMissing') : undefined,
    });
    if (!clean) return;
    const sent = files.map((file) => ({ name: file.name, mediaType: file.type, bytes: file }));
    open.mutate(
      { body: { rightName: read.cleaned, note }, files: sent },
      {
        onError: (problem) => form.refused(problem),
        onSettled: () => setProgress(null),
        onSuccess: () => {
          setRightName('');
          setNote('');
          setFiles([]);
        },
      },
    );
  }
  return (
    <form noValidate onSubmit={submit} className="panel">
      <h2>{t('name.form')}</h2>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.summary.length === 0 && <ProblemAlert problem={open.error} />}
      <Facts of={[[t('name.registered'), registered]]} />
      <Field
        id={form.idOf('rightName')}
        label={t('name.right')}
        hint={t('name.rightHint')}
        error={form.errors.rightName}
        note={rightName.trim() !== '' && <Findings of={read.findings} />}
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={200}
            value={rightName}
            onChange={(event) => form.on('rightName', setRightName)(event.target.value)}
          />
        )}
      </Field>
      <NoteField label={t('name.note')} optional value={note} onChange={setNote} />
      <p>
        <b>{t('name.proof')}</b>
      </p>
      <ProofFiles
        id={form.idOf('files')}
        files={files}
        onChange={form.on('files', setFiles)}
        progress={open.isPending ? (progress ?? 0) : null}
        error={form.errors.files}
        single
      />
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {t('name.submit')}
      </Button>
    </form>
  );
}

type Request = Answer<typeof endpoints.requests.nameCorrections>['items'][number];

function Requests({ items }: { readonly items: readonly Request[] }) {
  const { t } = useTranslation('requests');
  const local = useLocal();
  const format = useFormat();
  if (items.length === 0) return null;
  return (
    <Panel title={t('name.mine')}>
      <ul className="cards">
        {items.map((item) => (
          <li key={item.id}>
            <p>
              <span className="code">{item.number}</span> <span className="tag">{t(`status.is.${item.status}`)}</span>
            </p>
            <Facts
              of={[
                [t('name.registered'), item.registeredName],
                [t('name.right'), item.rightName],
                [t('status.created'), format.moment(item.createdAt)],
                item.answer && [t('name.answer'), item.answer],
                item.affected.length > 0 && [
                  t('name.affected'),
                  item.affected.map((one) => `${one.number} ${local(one.state)}`).join(t('common:listComma')),
                ],
              ]}
            />
            <ClockBadge clock={item.clock} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
