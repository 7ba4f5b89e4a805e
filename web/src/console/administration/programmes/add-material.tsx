import type { LocalText, MaterialSpec } from '@yinxin/programme';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Select } from '../../../shared/form/index.ts';
import { Dialog } from '../../parts/dialog.tsx';

const NOTHING: LocalText = { zh: '', en: '' };

/** A code for a name: its English words joined by hyphens, with a number when that is taken. */
function codeFor(name: string, taken: readonly string[]): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['material'];
  const code = words.slice(0, 6).join('-');
  let free = code;
  for (let n = 2; taken.includes(free); n++) free = `${code}-${n}`;
  return free;
}

/** A new material: what it is called, what is expected of it, whether it must be handed in and sent on paper. */
export function AddMaterial({
  forms,
  taken,
  onAdd,
  onClose,
}: {
  readonly forms: readonly { readonly code: string; readonly title: string }[];
  readonly taken: readonly string[];
  readonly onAdd: (spec: MaterialSpec) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-programmes');
  const [label, setLabel] = useState(NOTHING);
  const [guidance, setGuidance] = useState(NOTHING);
  const [form, setForm] = useState('');
  const [required, setRequired] = useState(true);
  const [paper, setPaper] = useState(false);
  const texts = [
    ['label', label, setLabel],
    ['guidance', guidance, setGuidance],
  ] as const;
  return (
    <Dialog title={t('materials.add')} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const own = form === '' ? {} : { form };
          onAdd({
            code: codeFor(label.en, taken),
            label,
            guidance,
            required,
            paper,
            ...own,
            accept: ['application/pdf', 'image/jpeg', 'image/png'],
            maxPages: 20,
            object: 'document',
            unlessSigned: false,
            reasons: [],
          });
        }}
      >
        {texts.map(([key, value, set]) =>
          (['zh', 'en'] as const).map((language) => (
            <Field key={`${key}.${language}`} label={t(`materials.${key}.${language}`)}>
              {(ids) => (
                <Input
                  {...ids}
                  required
                  maxLength={300}
                  value={value[language]}
                  lang={language === 'zh' ? 'zh-CN' : 'en'}
                  onChange={({ target }) => set({ ...value, [language]: target.value })}
                />
              )}
            </Field>
          )),
        )}
        <Field label={t('materials.form')} optional>
          {(ids) => (
            <Select
              ids={ids}
              value={form}
              empty={t('materials.noForm')}
              options={forms.map(({ code, title }) => ({ value: code, label: title }))}
              onChange={setForm}
            />
          )}
        </Field>
        <label className="check">
          <input type="checkbox" checked={required} onChange={({ target }) => setRequired(target.checked)} />
          <span>{t('materials.required')}</span>
        </label>
        <label className="check">
          <input type="checkbox" checked={paper} onChange={({ target }) => setPaper(target.checked)} />
          <span>{t('materials.paper')}</span>
        </label>
        <Button type="primary" htmlType="submit">
          {t('materials.addGo')}
        </Button>
      </form>
    </Dialog>
  );
}
