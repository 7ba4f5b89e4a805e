import { endpoints } from '@yinxin/contract';
import { organisationName } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Sign } from '../../shared/parts/index.ts';
import { Findings } from '../parts/findings.tsx';

/** The registered name: brackets turned full-width and shown, compared with the business register (JX-04, JX-07). */
export function NameField({
  id,
  value,
  onChange,
  creditCode,
  error,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A valid code to look up, or null. */
  readonly creditCode: string | null;
  readonly error?: string | undefined;
}) {
  const { t } = useTranslation('account');
  const read = organisationName.normalise(value);
  const shown = value.trim() === '' ? [] : read.findings;
  return (
    <Field
      id={id}
      label={t('name.label')}
      hint={t('name.hint')}
      error={error}
      note={
        <>
          <Findings of={shown} />
          {value.trim() !== '' && read.cleaned !== value && (
            <p className="finding">
              <Sign kind="check" />
              <span>
                {t('name.becomes')}
                <b>{read.cleaned}</b>
              </span>
            </p>
          )}
          {creditCode && <RegisterAnswer creditCode={creditCode} typed={read.cleaned} onUse={onChange} />}
        </>
      }
    >
      {(ids) => (
        <Input
          {...ids}
          autoComplete="organization"
          maxLength={200}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => read.valid && onChange(read.cleaned)}
        />
      )}
    </Field>
  );
}

/** What the business register says about the code; never overwrites what was typed. */
function RegisterAnswer({
  creditCode,
  typed,
  onUse,
}: {
  readonly creditCode: string;
  readonly typed: string;
  readonly onUse: (name: string) => void;
}) {
  const { t } = useTranslation('account');
  const lookUp = useCommand(endpoints.session.lookUpRegister);
  const { mutate } = lookUp;
  useEffect(() => mutate({ body: { creditCode } }), [creditCode, mutate]);
  const answer = lookUp.data;
  if (!answer) return null;
  const { name, outcome, status } = answer;
  if (outcome !== 'found' || name === null) return <p className="finding">{t(`name.register.${outcome}`)}</p>;
  const same = typed !== '' && organisationName.comparisonKey(typed) === organisationName.comparisonKey(name);
  return (
    <>
      {same ? (
        <p className="finding">
          <Sign kind="check" />
          <span>{t('name.register.same')}</span>
        </p>
      ) : (
        <p className="finding">
          <Sign kind={typed === '' ? 'info' : 'clock'} />
          <span>
            {t(typed === '' ? 'name.register.is' : 'name.register.differs', { name })}{' '}
            <Button size="small" onClick={() => onUse(name)}>
              {t('name.register.use')}
            </Button>
          </span>
        </p>
      )}
      {status !== null && status !== 'active' && (
        <p className="finding finding-warning">
          <Sign kind="clock" />
          <span>{t(`name.register.${status}`)}</span>
        </p>
      )}
    </>
  );
}
