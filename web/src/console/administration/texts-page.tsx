import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { useAddress } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { ProgrammeChoice, useChosenProgramme } from './programme-choice.tsx';
import { TextEditor } from './text-editor.tsx';

const SHOWN = 30;

/** Texts of a programme (栏目文案): the original beside what is shown now, in both languages. */
export function TextsPage() {
  const { t } = useTranslation('console-admin');
  const programme = useChosenProgramme();
  return (
    <>
      <PageTitle title={t('texts.title')} lead={t('texts.lead')}>
        {t('texts.title')}
      </PageTitle>
      <ProgrammeChoice />
      <SearchField label={t('texts.search')} />
      {programme && <Texts programme={programme} />}
    </>
  );
}

function Texts({ programme }: { readonly programme: string }) {
  const { t } = useTranslation('console-admin');
  const local = useLocal();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  function toggle(path: string) {
    const next = new Set(opened);
    if (!next.delete(path)) next.add(path);
    setOpened(next);
  }
  const q = useAddress().get('q').toLowerCase();
  const texts = useCall(endpoints.administration.texts, { params: { programme } });
  return (
    <Answered query={texts}>
      {({ items }) => {
        const found = items.filter((one) =>
          [one.path, local(one.label), one.current.zh, one.current.en].some((text) => text.toLowerCase().includes(q)),
        );
        if (found.length === 0) return <EmptyState title={t('texts.none')} />;
        return (
          <>
            <p className="small quiet" role="status">
              {t('texts.found', { count: found.length, shown: Math.min(SHOWN, found.length) })}
            </p>
            {found.slice(0, SHOWN).map((one) => (
              <TextEditor
                key={`${one.path}${one.changedAt ?? ''}`}
                programme={programme}
                text={one}
                isOpen={found.length === 1 || opened.has(one.path)}
                onToggle={() => toggle(one.path)}
              />
            ))}
          </>
        );
      }}
    </Answered>
  );
}
