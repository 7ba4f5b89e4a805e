import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/index.ts';
import { useAddress } from './place.tsx';

/** A text to search for, kept in the address; Enter or the button searches. */
export function SearchField({
  name = 'q',
  label,
  hint,
  autoFocus,
}: {
  readonly name?: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** For desks where a scanner types into the first field. */
  readonly autoFocus?: boolean;
}) {
  const { t } = useTranslation('console');
  const address = useAddress();
  const asked = address.get(name);
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  return (
    <search>
      <form
        className="search-field"
        onSubmit={(event) => {
          event.preventDefault();
          address.set({ [name]: text.trim(), page: null });
        }}
      >
        <Field label={label} hint={hint}>
          {(ids) => (
            <Input
              {...ids}
              value={text}
              autoFocus={autoFocus ?? false}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
              allowClear
              onClear={() => address.set({ [name]: null, page: null })}
            />
          )}
        </Field>
        <Button htmlType="submit">{t('search.go')}</Button>
      </form>
    </search>
  );
}
