import type { ReactNode } from 'react';
import type { FieldIds } from './field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A native select: works with every keyboard, screen reader and telephone. */
export function Select({
  ids,
  value,
  options,
  onChange,
  disabled,
  empty,
}: {
  readonly ids: FieldIds;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  /** Text of the empty choice. */
  readonly empty?: string;
}) {
  return (
    <select {...ids} className="select" value={value} disabled={disabled} onChange={(e) => onChange(e.target.value)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A group of radio buttons, each with an explanation below its label. */
export function RadioGroup<T extends string>({
  legend,
  name,
  value,
  options,
  onChange,
  disabled,
}: {
  readonly legend: ReactNode;
  readonly name: string;
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly hint?: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}) {
  return (
    <fieldset className="radios" disabled={disabled}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="radio">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <span className="radio-hint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
