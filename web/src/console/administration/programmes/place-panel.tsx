import type { LocalText } from '@yinxin/programme';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../../shared/language/index.ts';
import { Panel, Sign } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import type { Work } from './draft-state.ts';

/** One place of a programme in the editor: its name, whether it differs from the release, its mistakes, and the way back. */
export function PlacePanel({
  work,
  path,
  label,
  isChanged,
  onBack,
  children,
}: {
  readonly work: Work;
  readonly path: string;
  readonly label: LocalText;
  readonly isChanged: boolean;
  readonly onBack: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  return (
    <Panel title={local(label)} aside={isChanged && <span className="tag tag-changed">{t('changed')}</span>}>
      {children}
      <Mistakes items={work.mistakesAt(path)} />
      {isChanged && !work.readOnly && (
        <Act small why={null} onClick={onBack}>
          {t('back')}
        </Act>
      )}
    </Panel>
  );
}

/** What the check said about a place, in plain words with the way on. */
export function Mistakes({ items }: { readonly items: Work['draft']['mistakes'] }) {
  const local = useLocal();
  return items.map(({ path, what, fix }) => (
    <p key={`${path} ${what.en}`} className="field-error">
      <Sign kind="cross" />
      <span>
        {local(what)} {local(fix)}
      </span>
    </p>
  ));
}
