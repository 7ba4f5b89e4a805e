import { Input } from 'antd';
import type { ReactNode } from 'react';
import { Field } from './field.tsx';

/** As many characters as the contract takes in a note. */
const LONGEST = 500;

/** A few words in one's own language: a note, a reason, an answer. */
export function NoteField({
  label,
  hint,
  optional,
  value,
  onChange,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} optional={optional ?? false}>
      {(ids) => (
        <Input.TextArea
          {...ids}
          rows={2}
          maxLength={LONGEST}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
