import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/index.ts';
import { serialsIn } from './serials.ts';

/** A list of serials, one for each line of a scanner. */
export function SerialsField({
  value,
  onChange,
  label,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
}) {
  const { t } = useTranslation('console-production');
  return (
    <Field
      label={label ?? t('stock.serials')}
      hint={t('stock.serialsHint')}
      note={t('stock.count', { count: serialsIn(value).length })}
    >
      {(ids) => (
        <Input.TextArea
          {...ids}
          className="code"
          rows={4}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
