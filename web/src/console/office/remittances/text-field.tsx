import { Input } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../../../shared/form/index.ts';

/** One line of text with its label. */
export function TextField({
  label,
  hint,
  value,
  onChange,
  code,
  optional,
  maxLength = 60,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A number people compare character by character. */
  readonly code?: boolean;
  readonly optional?: boolean;
  readonly maxLength?: number;
}) {
  return (
    <Field label={label} hint={hint} optional={optional ?? false}>
      {(ids) => (
        <Input
          {...ids}
          className={code ? 'code' : ''}
          autoComplete="off"
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
