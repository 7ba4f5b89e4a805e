import { creditCode } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/index.ts';
import { useLanguage } from '../../shared/language/index.ts';
import { Sign } from '../../shared/parts/index.ts';
import { Findings } from './findings.tsx';

/** Long enough to judge without troubling a slow typist. */
function isComplete(cleaned: string): boolean {
  return [...cleaned].length >= creditCode.LENGTH;
}

/**
 * The credit code as it is typed: capitals and look-alikes explained once complete, the corrected code offered, the
 * code shown in groups with its place of registration (JX-02, JX-03, JX-04).
 */
export function CreditCodeField({
  id,
  value,
  onChange,
  error,
  hint,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string;
}) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const read = creditCode.explain(value);
  const { suggestion } = read;
  const complete = isComplete(read.cleaned);
  const { province, city } = creditCode.region(read.cleaned);
  const kind = creditCode.category(read.cleaned).kind;
  const named = [province, city, kind].flatMap((one) => (one ? [language === 'en' ? one.en : one.zh] : []));
  return (
    <Field
      id={id}
      label={t('code.label')}
      hint={hint ?? t('code.hint')}
      error={error}
      note={
        complete && (
          <>
            {!read.valid && <Findings of={read.findings.filter((one) => one.severity === 'error')} />}
            {suggestion && (
              <p className="finding">
                <Button size="small" onClick={() => onChange(suggestion)}>
                  {t('code.correct', { code: creditCode.group(suggestion) })}
                </Button>
              </p>
            )}
            {read.valid && (
              <>
                <p className="code-groups">
                  <Sign kind="check" />
                  <span className="code">{creditCode.group(read.cleaned)}</span>
                </p>
                {named.length > 0 && <p className="small">{named.join(' · ')}</p>}
              </>
            )}
            <Findings of={read.findings.filter((one) => (read.valid ? true : one.severity === 'note'))} />
          </>
        )
      }
    >
      {(ids) => (
        <Input
          {...ids}
          className="code-input"
          autoComplete="username"
          autoCapitalize="characters"
          spellCheck={false}
          value={value}
          maxLength={60}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => complete && onChange(read.cleaned)}
        />
      )}
    </Field>
  );
}
