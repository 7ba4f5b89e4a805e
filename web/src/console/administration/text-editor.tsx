import { endpoints, type ProgrammeText } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';

const LANGUAGES = ['zh', 'en'] as const;

interface TextProps {
  readonly programme: string;
  readonly text: z.infer<typeof ProgrammeText>;
}

/** One text of the list: what it says now, and behind its name the place to change it. */
export function TextEditor({
  isOpen,
  onToggle,
  ...one
}: TextProps & { readonly isOpen: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation('console-admin');
  const local = useLocal();
  const format = useFormat();
  const { label, current, changedAt, changedBy } = one.text;
  return (
    <Panel
      title={
        <button type="button" className="fold" aria-expanded={isOpen} onClick={onToggle}>
          {local(label)}
        </button>
      }
      aside={
        <span className="small quiet">
          {changedAt ? t('texts.changed', { at: format.moment(changedAt), by: changedBy ?? '' }) : t('texts.original')}
        </span>
      }
    >
      {isOpen ? <Editor {...one} /> : <p className="one-line quiet">{local(current)}</p>}
    </Panel>
  );
}

/** Original at the left, what is shown now at the right, back to the original with one button. */
function Editor({ programme, text }: TextProps) {
  const { t } = useTranslation('console-admin');
  const { staff } = useSession();
  const [typed, setTyped] = useState(text.current);
  const change = useCommand(endpoints.administration.changeText, {
    refresh: [endpoints.administration.texts, endpoints.catalogue.programmes],
  });
  const role = staff?.roles.includes('administrator') ? null : t('texts.role');
  const same = typed.zh === text.current.zh && typed.en === text.current.en;
  const missing = typed.zh.trim() && typed.en.trim() ? null : t('texts.both');
  const params = { programme };
  return (
    <>
      {LANGUAGES.map((language) => (
        <div key={language} className="beside" lang={language === 'zh' ? 'zh-CN' : 'en'}>
          <div>
            <p className="small quiet">{t(`texts.was.${language}`)}</p>
            <p className="original">{text.original[language]}</p>
          </div>
          <Field label={t(`texts.now.${language}`)}>
            {(ids) => (
              <Input.TextArea
                {...ids}
                autoSize={{ minRows: 1, maxRows: 12 }}
                value={typed[language]}
                readOnly={role !== null}
                onChange={(event) => setTyped({ ...typed, [language]: event.target.value })}
              />
            )}
          </Field>
        </div>
      ))}
      <ProblemAlert problem={change.error} />
      <div className="buttons">
        <Act
          primary
          small
          why={role ?? missing ?? (same ? t('texts.same') : null)}
          quietWhy={same}
          loading={change.isPending}
          onClick={() => change.mutate({ params, body: { path: text.path, text: typed } })}
        >
          {t('texts.save')}
        </Act>
        {text.changedAt && (
          <Act
            small
            why={role}
            quietWhy
            loading={change.isPending}
            onClick={() => change.mutate({ params, body: { path: text.path, text: null } })}
          >
            {t('texts.undo')}
          </Act>
        )}
      </div>
      <p className="small quiet code">{text.path}</p>
    </>
  );
}
