import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { NoteField } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Notice, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DifferenceList } from './difference-list.tsx';
import type { Work } from './draft-state.ts';
import { RunningText } from './running-text.tsx';

const { programmeEditor: api, catalogue } = endpoints;
const REFRESH = [api.draft, api.programmes, api.versions, api.preview, catalogue.programmes];

/** What the saved draft changes, what is wrong with it, whom it does not touch, and its publication. */
export function ReviewSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const { draft } = work;
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null);
  const close = () => setAsking(null);
  const publish = useCommand(api.publish, { refresh: REFRESH, onSuccess: close });
  const discard = useCommand(api.discard, { refresh: REFRESH, onSuccess: close });
  const given = { params: { programme: draft.programme }, body: { revision: draft.revision } };
  const none = draft.revision === 0 ? t('review.none') : null;
  const role = work.readOnly ? t('role') : null;
  const own = draft.mine ? t('review.own') : null;
  const unsaved = work.isChanged ? t('review.unsaved') : null;
  const broken = draft.mistakes.length > 0 ? t('review.broken', { count: draft.mistakes.length }) : null;
  const reasonless = draft.reason.trim().length < 2 ? t('review.reasonless') : null;
  return (
    <>
      {draft.mistakes.length > 0 && (
        <Notice kind="problem" title={t('review.mistakes', { count: draft.mistakes.length })}>
          <ul>
            {draft.mistakes.map(({ path, what, fix }) => (
              <li key={`${path} ${what.en}`}>
                <span className="code small">{path}</span> {local(what)} {local(fix)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {draft.warnings.length > 0 && (
        <Notice kind="wait" title={t('review.warnings')}>
          <ul>
            {draft.warnings.map(({ path, what, fix }) => (
              <li key={`${path} ${what.en}`}>
                {local(what)} {local(fix)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Panel title={t('difference.title')}>
        <DifferenceList items={draft.differences} />
      </Panel>
      <Panel title={t('review.affected')}>
        <p>{t('review.affectedText')}</p>
        <RunningText running={draft.running} />
      </Panel>
      <Panel title={t('review.publishTitle')}>
        {!work.readOnly && (
          <NoteField
            label={t('review.reason')}
            hint={t('review.reasonHint')}
            value={work.reason}
            onChange={work.setReason}
          />
        )}
        {draft.editors.length > 0 && <p>{t('review.editors', { names: draft.editors.join(t('console:comma')) })}</p>}
        <div className="buttons">
          <Act
            primary
            why={role ?? none ?? unsaved ?? broken ?? reasonless ?? own}
            onClick={() => setAsking('publish')}
          >
            {t('review.publish', { version: draft.version + 1 })}
          </Act>
          <Act danger why={role ?? none} quietWhy onClick={() => setAsking('discard')}>
            {t('review.discard')}
          </Act>
        </div>
      </Panel>
      {asking && (
        <Dialog title={t(`review.${asking}Title`)} onClose={close}>
          <p>{t(`review.${asking}Text`, { version: draft.version + 1, changes: draft.differences.length })}</p>
          <ProblemAlert problem={asking === 'publish' ? publish.error : discard.error} />
          <Act
            primary={asking === 'publish'}
            danger={asking === 'discard'}
            why={null}
            loading={publish.isPending || discard.isPending}
            onClick={() => (asking === 'publish' ? publish : discard).mutate(given)}
          >
            {t(`review.${asking}Go`)}
          </Act>
        </Dialog>
      )}
    </>
  );
}
