import type { StaffApplicationView } from '@yinxin/contract';
import type { FieldSpec, ReturnReason } from '@yinxin/programme';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Sign } from '../../../shared/parts/index.ts';
import type { Item, Mark } from './marks.ts';
import { ReasonPicker } from './reason-picker.tsx';
import { Reveal } from './reveal.tsx';

/** One material or field: its value, what changed, and whether it is accepted or returned. */
export function ItemRow({
  id,
  order,
  item,
  label,
  spec,
  reasons,
  mark,
  current,
  picking,
  reviewing,
  onCurrent,
  onMark,
  onPick,
}: {
  readonly id: string;
  readonly order: StaffApplicationView;
  readonly item: Item;
  readonly label: string;
  /** Of a field. */
  readonly spec: FieldSpec | undefined;
  readonly reasons: readonly ReturnReason[];
  readonly mark: Mark | null;
  readonly current: boolean;
  readonly picking: boolean;
  readonly reviewing: boolean;
  readonly onCurrent: () => void;
  readonly onMark: (mark: Mark | null) => void;
  readonly onPick: (open: boolean) => void;
}) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const reason = mark?.kind === 'fault' ? reasons.find((one) => one.code === mark.reason) : undefined;
  return (
    <li id={id} className={current ? 'item item-current' : 'item'} aria-current={current ? 'step' : undefined}>
      <div className="item-head">
        <button type="button" className="item-name" onClick={onCurrent}>
          {label}
        </button>
        <span className={`tag tag-${item.kind}`}>{t(`item.${item.kind}`)}</span>
        {item.changed && <span className="tag tag-changed">{t('item.changed')}</span>}
        {reviewing && (
          <div className="item-tools">
            <Button
              size="small"
              type={mark?.kind === 'accepted' ? 'primary' : 'default'}
              aria-pressed={mark?.kind === 'accepted'}
              aria-label={t('item.acceptOf', { item: label })}
              onClick={() => onMark(mark?.kind === 'accepted' ? null : { kind: 'accepted' })}
            >
              {t('item.accept')}
            </Button>
            <Button
              size="small"
              danger
              type={mark?.kind === 'fault' ? 'primary' : 'default'}
              aria-pressed={mark?.kind === 'fault'}
              aria-label={t('item.returnOf', { item: label })}
              onClick={() => onPick(!picking)}
            >
              {t('item.return')}
            </Button>
          </div>
        )}
      </div>
      <ItemValue order={order} item={item} label={label} spec={spec} />
      {mark?.kind === 'fault' && !picking && (
        <p className="field-error">
          <Sign kind="cross" />
          <span>
            {reason ? local(reason.label) : mark.reason}
            {mark.note && <span className="quiet"> {mark.note}</span>}
          </span>
        </p>
      )}
      {picking && (
        <ReasonPicker
          reasons={reasons}
          chosen={mark?.kind === 'fault' ? mark.reason : null}
          note={mark?.kind === 'fault' ? mark.note : ''}
          onChoose={(code, note) => onMark({ kind: 'fault', reason: code, note })}
          onClose={() => onPick(false)}
        />
      )}
    </li>
  );
}

function ItemValue({
  order,
  item,
  label,
  spec,
}: {
  readonly order: StaffApplicationView;
  readonly item: Item;
  readonly label: string;
  readonly spec: FieldSpec | undefined;
}) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  if (item.kind === 'material') {
    const material = order.materials.find((one) => one.code === item.code);
    return (
      <p className="item-value small">
        {material?.file ? material.file.name : t('item.noFile')}
        {material?.file?.pages && <> · {t('item.pages', { count: material.file.pages })}</>}
        {material?.file?.outdated && <b> · {t('viewer.outdated')}</b>}
        {material?.fault && <> · {t('item.before', { reason: local(material.fault.label) })}</>}
      </p>
    );
  }
  const field = order.fields.find((one) => one.code === item.code);
  const shown = (value: string) => local(shownValue(spec, value));
  const change = order.changedSinceReview.find((one) => one.kind === 'field' && one.code === item.code);
  return (
    <div className="item-value">
      {field?.masked ? (
        <Reveal orderId={order.id} field={item.code} label={label} masked={field.value} />
      ) : (
        (field?.value && shown(field.value)) || <span className="quiet">{t('item.empty')}</span>
      )}
      {change?.before && (
        <p className="small quiet">
          {t('item.was')} <s>{shown(change.before)}</s>
        </p>
      )}
    </div>
  );
}
