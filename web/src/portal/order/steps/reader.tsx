import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { AssistantProblem, type AssistantState } from '../../../shared/assistant/index.ts';
import { Facts, Notice, PdfLink } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';

/** Is the assistant there, has it let this page in, and which key is in the computer? */
export function Reader({ assistant }: { readonly assistant: AssistantState }) {
  const { t } = useTranslation('steps');
  const { assistantUrl } = useSession();
  const { status, medium, code, problem } = assistant;
  return (
    <>
      <h3>{t('reader.title')}</h3>
      {assistantUrl && (
        <p>
          <PdfLink href={assistantUrl}>{t('reader.page')}</PdfLink>
        </p>
      )}
      {status === 'looking' && <p role="status">{t('reader.looking')}</p>}
      {status === 'pairing' && (
        <Notice kind="wait" title={t('reader.pair', { code: code ?? '' })} live="polite">
          <p>{t('reader.pairNext')}</p>
        </Notice>
      )}
      {status === 'failed' && problem && <AssistantProblem problem={problem} />}
      {status === 'failed' && <Button onClick={assistant.again}>{t('reader.again')}</Button>}
      {status === 'ready' && !medium && (
        <Notice kind="wait" title={t('reader.none')} live="polite">
          <p>{t('reader.insert')}</p>
        </Notice>
      )}
      {medium && (
        <Facts
          of={[
            [
              t('reader.serial'),
              <span key="s" className="code">
                {medium.serial}
              </span>,
            ],
            [t('reader.state'), t(`reader.of.${medium.state}`)],
          ]}
        />
      )}
    </>
  );
}
