import { mobile as readMobile } from '@yinxin/identifiers';
import { Input } from 'antd';
import { Field } from '../../shared/form/index.ts';
import { Findings } from './findings.tsx';

/** A mobile number; judged once eleven digits are there. */
export function MobileField({
  id,
  label,
  hint,
  value,
  onChange,
  error,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}) {
  const read = readMobile(value);
  const complete = read.cleaned.length >= 11;
  return (
    <Field id={id} label={label} hint={hint} error={error} note={complete && !error && <Findings of={read.findings} />}>
      {(ids) => (
        <Input
          {...ids}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={30}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => read.valid && onChange(read.cleaned)}
        />
      )}
    </Field>
  );
}
