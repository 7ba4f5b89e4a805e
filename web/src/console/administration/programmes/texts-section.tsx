import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { EmptyState } from '../../../shared/parts/index.ts';
import { useAddress } from '../../parts/place.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import type { Work } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';

const SHOWN = 30;
const LANGUAGES = ['zh', 'en'] as const;

/** Texts of a programme in both languages, found by their words. */
export function TextsSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const q = useAddress().get('q').toLowerCase();
  const now = (path: string, released: { zh: string; en: string }) => work.patch.texts[path] ?? released;
  const found = work.draft.places.texts
    .filter(({ path, label, value }) =>
      [path, local(label), now(path, value).zh, now(path, value).en].some((text) => text.toLowerCase().includes(q)),
    )
    // What is changed already comes first.
    .toSorted((a, b) => Number(b.path in work.patch.texts) - Number(a.path in work.patch.texts));
  function toggle(path: string) {
    const next = new Set(opened);
    if (!next.delete(path)) next.add(path);
    setOpened(next);
  }
  return (
    <>
      <SearchField label={t('texts.search')} />
      {found.length === 0 && <EmptyState title={t('texts.none')} />}
      <p className="small quiet" role="status">
        {t('texts.found', { count: found.length, shown: Math.min(SHOWN, found.length) })}
      </p>
      {found.slice(0, SHOWN).map(({ path, label, value }) => (
        <PlacePanel
          key={path}
          work={work}
          path={path}
          label={label}
          isChanged={path in work.patch.texts}
          onBack={() => work.set('texts', path, undefined)}
        >
          <button type="button" className="fold" aria-expanded={opened.has(path)} onClick={() => toggle(path)}>
            <span className="hidden-visually">{t('texts.open', { label: local(label) })}</span>
            <span className="quiet">{local(now(path, value)).slice(0, 80)}</span>
          </button>
          {opened.has(path) &&
            LANGUAGES.map((language) => (
              <div key={language} className="beside" lang={language === 'zh' ? 'zh-CN' : 'en'}>
                <div>
                  <p className="small quiet">{t(`texts.was.${language}`)}</p>
                  <p className="original">{value[language]}</p>
                </div>
                <Field label={t(`texts.now.${language}`)}>
                  {(ids) => (
                    <Input.TextArea
                      {...ids}
                      autoSize={{ minRows: 1, maxRows: 12 }}
                      value={now(path, value)[language]}
                      readOnly={work.readOnly}
                      onChange={({ target }) => {
                        const text = { ...now(path, value), [language]: target.value };
                        const same = text.zh === value.zh && text.en === value.en;
                        work.set('texts', path, same ? undefined : text);
                      }}
                    />
                  )}
                </Field>
              </div>
            ))}
          {work.wrong.has(path) && <p className="field-error">{t('texts.both')}</p>}
        </PlacePanel>
      ))}
    </>
  );
}
