import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/index.ts';
import { passwordStrength } from './password-strength.ts';

/** A password with a button that shows it; a new one also with its strength. */
export function PasswordField({
  id,
  value,
  onChange,
  error,
  fresh,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** A password being chosen, not one being remembered. */
  readonly fresh?: boolean;
}) {
  const { t } = useTranslation('account');
  const [shown, setShown] = useState(false);
  const strength = passwordStrength(value);
  return (
    <Field
      id={id}
      label={fresh ? t('password.new') : t('password.label')}
      hint={fresh && t('password.hint')}
      error={error}
      note={
        fresh &&
        value !== '' && (
          <p className="strength">
            <meter min={0} max={3} value={strength} aria-label={t('password.strength')} />
            <span>{t(`password.is.${strength}`)}</span>
          </p>
        )
      }
    >
      {(ids) => (
        <div className="beside">
          <Input
            {...ids}
            type={shown ? 'text' : 'password'}
            autoComplete={fresh ? 'new-password' : 'current-password'}
            maxLength={200}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t('password.hide') : t('password.show')}
          </Button>
        </div>
      )}
    </Field>
  );
}
