import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';

const MAX_NOTES = 10;

/** Publishes a new version of a form, after saying what that does to forms already printed (JX-06). */
export function PublishDialog({
  programme,
  form,
  title,
  version,
  onClose,
}: {
  readonly programme: string;
  readonly form: string;
  readonly title: string;
  readonly version: number;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-admin');
  const [note, setNote] = useState('');
  const [notes, setNotes] = useState('');
  const publish = useCommand(endpoints.administration.publishTemplate, {
    refresh: [endpoints.administration.templates],
    onSuccess: onClose,
  });
  const lines = notes
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    <Dialog title={t('templates.publishOf', { form: title })} onClose={onClose} wide>
      <Notice kind="wait" title={t('templates.consequence', { version, next: version + 1 })}>
        <ul>
          <li>{t('templates.breaks.uploads')}</li>
          <li>{t('templates.breaks.papers')}</li>
          <li>{t('templates.breaks.done')}</li>
        </ul>
      </Notice>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate({
            params: { programme, form },
            body: { note: note.trim(), notes: lines.slice(0, MAX_NOTES) },
          });
        }}
      >
        <Field label={t('templates.note')} hint={t('templates.noteHint')}>
          {(ids) => (
            <Input
              {...ids}
              required
              minLength={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('templates.notes')} hint={t('templates.notesHint')} optional>
          {(ids) => (
            <Input.TextArea {...ids} rows={4} value={notes} onChange={(event) => setNotes(event.target.value)} />
          )}
        </Field>
        <ProblemAlert problem={publish.error} />
        <Button danger type="primary" htmlType="submit" loading={publish.isPending}>
          {t('templates.publishGo', { version: version + 1 })}
        </Button>
      </form>
    </Dialog>
  );
}
