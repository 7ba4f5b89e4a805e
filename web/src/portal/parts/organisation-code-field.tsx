import { creditCode, type Explained, organisationCode } from '@yinxin/identifiers';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/index.ts';
import { Sign } from '../../shared/parts/index.ts';
import { Findings } from './findings.tsx';

const ORGANISATION_CODE = 9;
/** Between both lengths: whoever typed more means a credit code. */
const MORE_THAN_ONE = 12;

/** Reads a credit code or an organisation code, whichever was typed. */
export function readCode(value: string): Explained {
  const read = organisationCode.explain(value);
  return read.cleaned.length > MORE_THAN_ONE ? creditCode.explain(value) : read;
}

/** As people read it: a credit code in groups, an organisation code with its hyphen; always in capitals. */
export function shownCode(code: string): string {
  return code.length === ORGANISATION_CODE ? organisationCode.format(code) : creditCode.group(code);
}

/** A credit code or organisation code; small letters become capitals while they are typed (BJ-26). */
export function OrganisationCodeField({
  id,
  label,
  value,
  onChange,
  error,
  disabled,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}) {
  const { t } = useTranslation('organisation');
  const read = readCode(value);
  const length = [...read.cleaned].length;
  const complete = length === ORGANISATION_CODE || length >= creditCode.LENGTH;
  return (
    <Field
      id={id}
      label={label}
      hint={t('code.hint')}
      error={error}
      note={
        complete &&
        !error &&
        (read.valid ? (
          <p className="code-groups">
            <Sign kind="check" />
            <span className="code">{shownCode(read.cleaned)}</span>
          </p>
        ) : (
          <Findings of={read.findings} />
        ))
      }
    >
      {(ids) => (
        <Input
          {...ids}
          className="code-input"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          disabled={disabled === true}
          value={value}
          onChange={(event) => onChange(event.target.value.toUpperCase())}
        />
      )}
    </Field>
  );
}
