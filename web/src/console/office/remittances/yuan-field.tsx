import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/form/index.ts';
import { fenOf } from '../yuan.ts';

/** An amount typed in yuan; says at once when it is none. */
export function YuanField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('console-remittances');
  const error = value !== '' && fenOf(value) === null ? t('amountRule') : undefined;
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <Input
          {...ids}
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
