import type { MaterialChange, MaterialSpec } from '@yinxin/programme';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../../shared/language/index.ts';
import { AddMaterial } from './add-material.tsx';
import type { Work } from './draft-state.ts';
import { NO_MATERIAL_CHANGE } from './draft-state.ts';
import { PlacePanel } from './place-panel.tsx';

/** Materials of each project, or of a service with its own: asked or not, required or not, and new ones. */
export function MaterialsSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const [adding, setAdding] = useState<string | null>(null);
  return (
    <>
      <p>{t('materials.lead')}</p>
      {work.draft.places.materials.map(({ path, label, value }) => {
        const change = work.patch.materials[path] ?? NO_MATERIAL_CHANGE;
        const set = (next: MaterialChange) => {
          const none = next.retired.length + next.added.length + Object.keys(next.required).length === 0;
          work.set('materials', path, none ? undefined : next);
        };
        return (
          <PlacePanel
            key={path}
            work={work}
            path={path}
            label={label}
            isChanged={path in work.patch.materials}
            onBack={() => work.set('materials', path, undefined)}
          >
            <ul className="plain">
              {value.map((spec) => (
                <Material key={spec.code} spec={spec} change={change} readOnly={work.readOnly} onChange={set} />
              ))}
              {change.added.map((spec) => (
                <li key={spec.code} className="tools">
                  <b>{local(spec.label)}</b>
                  <span className="tag tag-changed">{t('materials.new')}</span>
                  {!work.readOnly && (
                    <Button
                      size="small"
                      onClick={() => set({ ...change, added: change.added.filter((one) => one !== spec) })}
                    >
                      {t('materials.drop', { label: local(spec.label) })}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {!work.readOnly && (
              <Button size="small" onClick={() => setAdding(path)}>
                {t('materials.add')}
              </Button>
            )}
            {adding === path && (
              <AddMaterial
                forms={work.draft.forms}
                taken={[...value, ...change.added].map(({ code }) => code)}
                onClose={() => setAdding(null)}
                onAdd={(spec) => {
                  set({ ...change, added: [...change.added, spec] });
                  setAdding(null);
                }}
              />
            )}
          </PlacePanel>
        );
      })}
    </>
  );
}

function Material({
  spec,
  change,
  readOnly,
  onChange,
}: {
  readonly spec: MaterialSpec;
  readonly change: MaterialChange;
  readonly readOnly: boolean;
  readonly onChange: (change: MaterialChange) => void;
}) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const { code } = spec;
  const isAsked = !change.retired.includes(code);
  const isRequired = change.required[code] ?? spec.required;
  function require(required: boolean) {
    const { [code]: _former, ...others } = change.required;
    onChange({ ...change, required: required === spec.required ? others : { ...others, [code]: required } });
  }
  return (
    <li>
      <fieldset className="tools" disabled={readOnly}>
        <legend>{local(spec.label)}</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={isAsked}
            onChange={({ target }) => {
              const others = change.retired.filter((one) => one !== code);
              onChange({ ...change, retired: target.checked ? others : [...others, code] });
            }}
          />
          <span>{t('materials.asked')}</span>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={isRequired}
            disabled={!isAsked}
            onChange={({ target }) => require(target.checked)}
          />
          <span>{t('materials.required')}</span>
        </label>
      </fieldset>
    </li>
  );
}
