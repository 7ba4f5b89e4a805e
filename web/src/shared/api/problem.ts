import { ApiProblem } from '@yinxin/client';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../language/index.ts';

export interface ProblemText {
  readonly code: string;
  /** Name of the input field at fault, without the leading `body.`. */
  readonly field: string | null;
  readonly what: string;
  readonly next: string;
}

/** Any failure of a call as words for the user: what happened and what to do next. */
export function useProblemText(): (problem: unknown) => ProblemText {
  const { t } = useTranslation('common');
  const local = useLocal();
  return (problem) => {
    if (problem instanceof ApiProblem) {
      const { code, field, detail, next } = problem.problem;
      return {
        code,
        field: field?.replace(/^(body|data|command)\./, '') ?? null,
        what: local(detail),
        next: local(next),
      };
    }
    if (problem instanceof TypeError) {
      return { code: 'NETWORK', field: null, what: t('problem.network'), next: t('problem.networkNext') };
    }
    return { code: 'UNEXPECTED', field: null, what: t('problem.unexpected'), next: t('problem.unexpectedNext') };
  };
}

/** The stable code of a refusal, or null for anything else. */
export function codeOf(problem: unknown): string | null {
  return problem instanceof ApiProblem ? problem.problem.code : null;
}
