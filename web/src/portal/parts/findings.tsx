import { describe, type Finding } from '@yinxin/identifiers';
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

/** The first error as a sentence for the error summary. */
export function useFirstError(): (findings: readonly Finding[]) => string | undefined {
  const language = useLanguage();
  return (findings) => {
    const found = findings.find((one) => one.severity === 'error');
    return found && describe(found, language);
  };
}
