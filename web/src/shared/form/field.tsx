import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Sign } from '../parts/sign.tsx';

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label, hint, calm note and error around one control. The hint stands before the control, the error below it. */
export function Field({
  label,
  hint,
  note,
  error,
  optional,
  children,
  id: given,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Calm information while typing, e.g. what was corrected. */
  readonly note?: ReactNode;
  readonly error?: ReactNode;
  readonly optional?: boolean;
  /** Anchor of the error summary. */
  readonly id?: string | undefined;
  readonly children: (ids: FieldIds) => ReactNode;
}) {
  const { t } = useTranslation('common');
  const own = useId();
  const id = given ?? own;
  const described = [hint && `${id}-hint`, note && `${id}-note`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet"> {t('optional')}</span>}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      <div id={`${id}-note`} className="field-note" aria-live="polite">
        {note}
      </div>
      {error && (
        <p id={`${id}-error`} className="field-error">
          <Sign kind="cross" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
