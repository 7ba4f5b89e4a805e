import { endpoints, type ProgrammeDraft } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Notice, PageTitle, ProblemAlert } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Go, oneOf, useAddress, useParam } from '../../parts/place.tsx';
import { ClocksSection } from './clocks-section.tsx';
import { useWork, type Work } from './draft-state.ts';
import { MaterialsSection } from './materials-section.tsx';
import { PreviewSection } from './preview-section.tsx';
import { PricesSection } from './prices-section.tsx';
import { ReviewSection } from './review-section.tsx';
import { TextsSection } from './texts-section.tsx';
import { WindowsSection } from './windows-section.tsx';

const { programmeEditor: api } = endpoints;
const SECTIONS = {
  texts: TextsSection,
  prices: PricesSection,
  windows: WindowsSection,
  materials: MaterialsSection,
  clocks: ClocksSection,
  preview: PreviewSection,
  review: ReviewSection,
};
const NAMES = ['texts', 'prices', 'windows', 'materials', 'clocks', 'preview', 'review'] as const;

/** The editor of a programme: a draft in sections, saved as a whole, published by somebody else. */
export function ProgrammePage() {
  const programme = useParam('programme');
  const draft = useCall(api.draft, { params: { programme } });
  const [saved, setSaved] = useState(0);
  return (
    <Answered query={draft}>
      {(view) => <Editor key={`${view.version} ${view.revision}`} draft={view} saved={saved} onSaved={setSaved} />}
    </Answered>
  );
}

interface EditorProps {
  readonly draft: ProgrammeDraft;
  /** The revision that was saved last on this page. */
  readonly saved: number;
  readonly onSaved: (revision: number) => void;
}

function Editor({ draft, saved, onSaved }: EditorProps) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const { staff } = useSession();
  const address = useAddress();
  const work = useWork(draft, !staff?.roles.includes('administrator'));
  const name = oneOf(NAMES, address.get('section')) ?? 'texts';
  const Section = SECTIONS[name];
  return (
    <>
      <PageTitle
        title={local(draft.name)}
        lead={t(draft.revision === 0 ? 'editor.lead' : 'editor.leadDraft', { version: draft.version })}
        above={<Go to="/programmes">{t('title')}</Go>}
      >
        {local(draft.name)}
      </PageTitle>
      <p>
        <Go to={`/programmes/${draft.programme}/versions`}>{t('history.open')}</Go>
      </p>
      <nav aria-label={t('editor.sections')} className="section-tabs">
        {NAMES.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === name ? 'page' : undefined}
            onClick={() => address.set({ section: one, q: null })}
          >
            {t(`section.${one}`)}
          </button>
        ))}
      </nav>
      <h2 className="hidden-visually">{t(`section.${name}`)}</h2>
      {saved === draft.revision && saved > 0 && !work.isChanged && (
        <Notice kind="good" live="polite" title={t('editor.saved')} />
      )}
      <Section work={work} />
      {!work.readOnly && <SaveBar work={work} onSaved={onSaved} />}
    </>
  );
}

function SaveBar({ work, onSaved }: { readonly work: Work; readonly onSaved: (revision: number) => void }) {
  const { t } = useTranslation('console-programmes');
  const { draft, patch, reason } = work;
  const save = useCommand(api.save, {
    refresh: [api.draft, api.programmes, api.preview],
    onSuccess: ({ revision }) => onSaved(revision),
  });
  const why =
    work.wrong.size > 0 ? t('editor.wrong', { count: work.wrong.size }) : work.isChanged ? null : t('editor.same');
  return (
    <div className="save-bar">
      <ProblemAlert problem={save.error} />
      <Act
        primary
        why={why}
        quietWhy={!work.isChanged && work.wrong.size === 0}
        loading={save.isPending}
        onClick={() =>
          save.mutate({
            params: { programme: draft.programme },
            body: { revision: draft.revision, version: draft.version, patch, reason },
          })
        }
      >
        {t('editor.save')}
      </Act>
      {work.isChanged && work.wrong.size === 0 && <span className="small">{t('editor.changed')}</span>}
    </div>
  );
}
