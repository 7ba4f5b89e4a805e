import type { ReturnReason } from '@yinxin/programme';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';

/** Numbered standard reasons: the number key picks, a note may be added. The applicant reads both. */
export function ReasonPicker({
  reasons,
  chosen,
  note,
  onChoose,
  onClose,
}: {
  readonly reasons: readonly ReturnReason[];
  readonly chosen: string | null;
  readonly note: string;
  readonly onChoose: (reason: string, note: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const box = useRef<HTMLFieldSetElement>(null);
  const [said, setSaid] = useState(note);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input:checked, input')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <fieldset
      className="reasons"
      ref={box}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLTextAreaElement) return;
        const picked = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
        if (picked) {
          event.preventDefault();
          event.stopPropagation();
          onChoose(picked.code, said);
        } else if (event.key === 'Escape') onClose();
      }}
    >
      <legend>{t('reason.legend')}</legend>
      {reasons.map((reason, at) => (
        <label key={reason.code} className="radio">
          <input
            type="radio"
            name="reason"
            checked={chosen === reason.code}
            onChange={() => onChoose(reason.code, said)}
          />
          <span>
            <kbd>{at + 1}</kbd> {local(reason.label)}
            <span className="radio-hint">{local(reason.whatToDo)}</span>
          </span>
        </label>
      ))}
      <NoteField
        label={t('reason.note')}
        hint={t('reason.noteHint')}
        optional
        value={said}
        onChange={(note) => {
          setSaid(note);
          if (chosen) onChoose(chosen, note);
        }}
      />
      <Button size="small" onClick={onClose}>
        {t('reason.done')}
      </Button>
    </fieldset>
  );
}
