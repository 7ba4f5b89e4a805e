import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDay } from './day.ts';
import type { FieldIds } from './field.tsx';

/**
 * A day typed as year, month, day in the language of the page; what the browser itself offers follows the language of the
 * browser. Answers `2026-03-01` once it is a day, and nothing before.
 */
export function DayInput({
  ids,
  value,
  onChange,
  last,
}: {
  readonly ids: FieldIds;
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** The last day that makes sense. */
  readonly last?: string;
}) {
  const { t } = useTranslation('common');
  const problem = useId();
  const [typed, setTyped] = useState(value);
  const [former, setFormer] = useState(value);
  const [answered, setAnswered] = useState(value);
  const [left, setLeft] = useState(false);
  // An answer may come back later, through the address; only what is not our own answer was set from outside.
  if (value !== former) {
    setFormer(value);
    if (value !== answered) {
      setAnswered(value);
      setTyped(value);
    }
  }
  function take(text: string, day: string | null) {
    const answer = day !== null && (last === undefined || day <= last) ? day : '';
    setTyped(text);
    if (answer === answered) return;
    setAnswered(answer);
    onChange(answer);
  }
  const day = readDay(typed);
  const wrong = left && typed.trim() !== '' && value === '' ? (day === null ? 'notADay' : 'later') : null;
  return (
    <>
      <Input
        {...ids}
        className="day"
        inputMode="numeric"
        autoComplete="off"
        maxLength={14}
        placeholder={t('day.form')}
        value={typed}
        aria-invalid={wrong ? true : ids['aria-invalid']}
        aria-describedby={[ids['aria-describedby'], wrong && problem].filter(Boolean).join(' ') || undefined}
        onChange={({ target }) => {
          setLeft(false);
          // While typing only a whole day counts: 2026-3-1 may go on to be 2026-3-15.
          take(target.value, /^\d{4}-\d{2}-\d{2}$/.test(target.value) ? readDay(target.value) : null);
        }}
        onBlur={() => {
          setLeft(true);
          take(day ?? typed, day);
        }}
      />
      {wrong && (
        <p id={problem} className="field-error" role="alert">
          {t(`day.${wrong}`)}
        </p>
      )}
    </>
  );
}
