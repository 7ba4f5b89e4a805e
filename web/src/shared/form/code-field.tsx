import { Input, type InputRef } from 'antd';
import type { ReactNode, Ref } from 'react';
import { Field } from './field.tsx';

/** A number that is scanned or typed: monospaced, never completed by the browser. */
export function CodeField({
  label,
  hint,
  note,
  error,
  value,
  onChange,
  readOnly,
  autoFocus,
  inputRef,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly note?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<InputRef>;
}) {
  return (
    <Field label={label} hint={hint} note={note} error={error}>
      {(ids) => (
        <Input
          {...ids}
          ref={inputRef ?? null}
          className="code"
          maxLength={60}
          autoComplete="off"
          autoFocus={autoFocus ?? false}
          readOnly={readOnly ?? false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
