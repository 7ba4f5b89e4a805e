import type { StaffApplicationView } from '@yinxin/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../../shared/language/index.ts';
import { useOffer } from '../../programmes.ts';
import { useShortcuts } from '../../shell/shortcuts.tsx';
import { DocumentViewer } from '../viewer/document-viewer.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { ItemRow } from './item-row.tsx';
import { type Item, itemsOf, keyOf, type Mark, type Marks } from './marks.ts';
import { RegisterCheck } from './register-check.tsx';

/** Marks survive a look at another page and an undone decision, for this version of the data only. */
const drafts = new Map<string, Marks>();

/** Left the document, right what was entered; while the order is under review each item can be accepted or returned. */
export function Workspace({ order, queue }: { readonly order: StaffApplicationView; readonly queue: string }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const { programme, project } = useOffer(order);
  const draftKey = `${order.id}:${order.dataVersion}`;
  const [marks, setMarks] = useState<Marks>(() => drafts.get(draftKey) ?? {});
  const items = itemsOf(order);
  const [at, setAt] = useState(0);
  const [picking, setPicking] = useState(false);
  const current = items[Math.min(at, items.length - 1)];
  const [shown, setShown] = useState(order.materials.find((one) => one.file)?.code ?? '');
  const reviewing = order.stage === 'review' && !order.void;
  useEffect(() => {
    if (current?.kind === 'material') setShown(current.code);
  }, [current?.kind, current?.code]);

  function mark(item: Item, value: Mark | null) {
    const { [keyOf(item)]: _old, ...others } = marks;
    const next = value ? { ...others, [keyOf(item)]: value } : others;
    drafts.set(draftKey, next);
    setMarks(next);
  }
  function move(step: number) {
    setPicking(false);
    const next = Math.max(0, Math.min(items.length - 1, at + step));
    setAt(next);
    document.getElementById(`item-${next}`)?.scrollIntoView({ block: 'nearest' });
  }
  useShortcuts(
    reviewing
      ? [
          {
            keys: 'a',
            label: t('keys.accept'),
            run: () => {
              if (current) mark(current, { kind: 'accepted' });
              move(1);
            },
          },
          { keys: 'r', label: t('keys.return'), run: () => setPicking(true) },
          { keys: 'j', label: t('keys.next'), run: () => move(1) },
          { keys: 'k', label: t('keys.previous'), run: () => move(-1) },
        ]
      : [],
  );
  const uploaded = order.materials.find((one) => one.code === shown);
  const reasonsOf = (item: Item) =>
    item.kind === 'field'
      ? (programme?.fieldReasons ?? [])
      : (project?.materials.find((one) => one.code === item.code)?.reasons ?? []);
  const labelOf = (item: Item) => {
    const material = order.materials.find((one) => one.code === item.code);
    const field = project?.fields.find((one) => one.code === item.code);
    if (item.kind === 'material') return material ? local(material.label) : item.code;
    return field ? local(field.label) : item.code;
  };
  return (
    <div className="workspace">
      <div className="workspace-document">
        <fieldset className="viewer-tabs">
          <legend className="hidden-visually">{t('viewer.choose')}</legend>
          {order.materials.map((material) => (
            <button
              key={material.code}
              type="button"
              aria-pressed={material.code === shown}
              onClick={() => setShown(material.code)}
            >
              {local(material.label)}
            </button>
          ))}
        </fieldset>
        {uploaded && <DocumentViewer key={uploaded.code} orderId={order.id} material={uploaded} />}
      </div>
      <div className="workspace-side">
        <RegisterCheck order={order} />
        <h2>{t('review.items')}</h2>
        <ol className="items">
          {items.map((item, index) => (
            <ItemRow
              key={keyOf(item)}
              id={`item-${index}`}
              order={order}
              item={item}
              label={labelOf(item)}
              spec={item.kind === 'field' ? project?.fields.find((one) => one.code === item.code) : undefined}
              reasons={reasonsOf(item)}
              mark={marks[keyOf(item)] ?? null}
              current={reviewing && index === at}
              picking={picking && index === at}
              reviewing={reviewing}
              onCurrent={() => {
                setPicking(false);
                setAt(index);
              }}
              onMark={(value) => mark(item, value)}
              onPick={(open) => {
                setAt(index);
                setPicking(open);
              }}
            />
          ))}
        </ol>
        {reviewing && (
          <DecisionBar
            order={order}
            items={items}
            marks={marks}
            queue={queue}
            onSent={() => setMarks(drafts.get(draftKey) ?? {})}
          />
        )}
      </div>
    </div>
  );
}
