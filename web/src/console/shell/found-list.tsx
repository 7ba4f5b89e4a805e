import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import type { FoundGroup, FoundLine } from './found.ts';
import type { Found } from './use-found.ts';

export const lineId = (list: string, at: number): string => `${list}-${at}`;

/** What was found, in groups; or why there is nothing, and what helps. */
export function FoundList({
  id,
  found,
  at,
  onChoose,
}: {
  readonly id: string;
  readonly found: Found;
  readonly at: number;
  readonly onChoose: (to: string) => void;
}) {
  const { t } = useTranslation('console');
  useEffect(() => {
    if (at >= 0) document.getElementById(lineId(id, at))?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  const starts = found.groups.map((_, i) => found.groups.slice(0, i).reduce((sum, one) => sum + one.lines.length, 0));
  return (
    <div className="finds">
      <div id={id} role="listbox" aria-label={t('find.found')}>
        {found.groups.map((group, i) => (
          <Group key={group.kind} group={group} list={id} from={starts[i] ?? 0} at={at} onChoose={onChoose} />
        ))}
      </div>
      {found.state !== 'found' && (
        <p className="finds-note" role="status">
          {t(`find.${found.state}`)}
        </p>
      )}
    </div>
  );
}

function Group({
  group,
  list,
  from,
  at,
  onChoose,
}: {
  readonly group: FoundGroup;
  readonly list: string;
  readonly from: number;
  readonly at: number;
  readonly onChoose: (to: string) => void;
}) {
  const { t } = useTranslation('console');
  const title = t(`find.${group.kind}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
    <div role="group" aria-label={title}>
      <p className="finds-title">{title}</p>
      {group.lines.map((line, i) => (
        <Line
          key={line.key}
          line={line}
          id={lineId(list, from + i)}
          chosen={from + i === at}
          onChoose={() => onChoose(line.to)}
        />
      ))}
      {group.more && <p className="finds-note">{t('find.more')}</p>}
    </div>
  );
}

function Line({
  line,
  id,
  chosen,
  onChoose,
}: {
  readonly line: FoundLine;
  readonly id: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useTranslation('console');
  const local = useLocal();
  const { main, beside, state, by } = line;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the box the list belongs to
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, as in every combobox
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={chosen ? 'finds-line finds-at' : 'finds-line'}
      // The box keeps the focus, so that the list is still there when the click comes.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="finds-main">{main}</span>
      <span className="finds-beside">{beside}</span>
      <span className="finds-by small quiet">
        {state !== null && <span>{typeof state === 'string' ? t(`find.status.${state}`) : local(state)}</span>}
        <span>{t(`find.by.${by}`)}</span>
      </span>
    </div>
  );
}
