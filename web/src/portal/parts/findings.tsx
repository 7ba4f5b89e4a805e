import { describe, type Finding } from '@yinxin/identifiers';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../shared/language/index.ts';
import { Sign } from '../../shared/parts/index.ts';

/** What was found in an input, in calm words; errors are pointed out, not shouted. */
export function Findings({ of }: { readonly of: readonly Finding[] }) {
  const language = useLanguage();
  return of.map((finding) => (
    <p key={`${finding.code}-${finding.at ?? ''}`} className={`finding finding-${finding.severity}`}>
      <Sign kind={finding.severity === 'note' ? 'info' : 'clock'} />
      <span>{describe(finding, language)}</span>
    </p>
  ));
}

/** The first error of a field as a sentence for the error summary, which stands away from its label. */
export function useFirstError(): (findings: readonly Finding[], label: string) => string | undefined {
  const { t } = useTranslation('common');
  const language = useLanguage();
  return (findings, label) => {
    const found = findings.find((one) => one.severity === 'error');
    if (found?.code === 'EMPTY') return t('fillIn', { field: label });
    return found && describe(found, language);
  };
}
