import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../api/problem.ts';
import { Notice } from './notice.tsx';

/** A refused or failed call: what happened, why, what to do next; spoken at once to screen readers. */
export function ProblemAlert({
  problem,
  onRetry,
}: {
  readonly problem: unknown;
  readonly onRetry?: (() => void) | undefined;
}) {
  const { t } = useTranslation('common');
  const textOf = useProblemText();
  if (!problem) return null;
  const text = textOf(problem);
  return (
    <Notice kind="problem" title={text.what} live="assertive">
      <p>{text.next}</p>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      <p className="small quiet">
        {t('problem.code')} <span className="code">{text.code}</span>
      </p>
    </Notice>
  );
}
