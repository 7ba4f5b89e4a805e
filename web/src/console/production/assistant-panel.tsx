import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Facts, Notice, Panel, PdfLink } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { AssistantProblem } from './assistant-problem.tsx';
import type { AssistantState } from './use-assistant.ts';

/** Is the assistant there, has it let this page in, and which medium is in the reader? */
export function AssistantPanel({
  assistant,
  expected,
}: {
  readonly assistant: AssistantState;
  /** Serial of the medium that this order was begun with. */
  readonly expected: string | null;
}) {
  const { t } = useTranslation('console-desks');
  const { assistantUrl } = useSession();
  const { status, medium, code, problem } = assistant;
  const other = expected !== null && medium !== null && medium.serial !== expected;
  return (
    <Panel title={t('assistant.title')}>
      {assistantUrl && <PdfLink href={assistantUrl}>{t('assistant.page')}</PdfLink>}
      {status === 'looking' && <p role="status">{t('assistant.looking')}</p>}
      {status === 'pairing' && (
        <Notice kind="wait" title={t('assistant.pair', { code: code ?? '' })} live="polite">
          <p>{t('assistant.pairNext')}</p>
        </Notice>
      )}
      {status === 'failed' && problem && <AssistantProblem problem={problem} />}
      {status === 'failed' && <Button onClick={assistant.again}>{t('assistant.again')}</Button>}
      {status === 'ready' && !medium && (
        <Notice kind="wait" title={t('assistant.noMedium')} live="polite">
          <p>{expected ? t('assistant.insertThis', { serial: expected }) : t('assistant.insert')}</p>
        </Notice>
      )}
      {medium && (
        <Facts
          of={[
            [
              t('assistant.serial'),
              <span key="serial" className="code">
                {medium.serial}
              </span>,
            ],
            [t('assistant.model'), medium.model],
            [t('assistant.state'), t(`assistant.of.${medium.state}`)],
            [t('assistant.card'), medium.passwordCard && <span className="code">{medium.passwordCard}</span>],
          ]}
        />
      )}
      {other && <Notice kind="problem" title={t('assistant.other', { expected: expected ?? '' })} live="polite" />}
    </Panel>
  );
}
