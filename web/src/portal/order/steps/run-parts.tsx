import { AssistantError } from '@yinxin/assistant/client';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AssistantProblem } from '../../../shared/assistant/index.ts';
import { Notice, ProblemAlert } from '../../../shared/parts/index.ts';
import type { Run } from './use-run.ts';

/** What the holder is asked on the assistant's own page, and what went wrong, in the words of whoever refused. */
export function RunState({ run }: { readonly run: Run }) {
  const { t } = useTranslation('steps');
  const { asked, problem, done } = run;
  return (
    <>
      {asked && (
        <Notice
          kind="wait"
          title={t('pinThere')}
          live="assertive"
          action={
            <a href={asked} target="_blank" rel="noopener" className="button-link button-main">
              {t('pinGo')}
              <span className="hidden-visually">{t('common:file.newTab')}</span>
            </a>
          }
        >
          <p>{t('pinWhy')}</p>
        </Notice>
      )}
      {problem instanceof AssistantError ? <AssistantProblem problem={problem} /> : <ProblemAlert problem={problem} />}
      {done && <Notice kind="good" title={t('done')} live="polite" />}
    </>
  );
}

/** Covers the page while the key must not be pulled (BJ-21); the focus stays on it and nothing behind can be used. */
export function DoNotPull({ text }: { readonly text: string }) {
  const { t } = useTranslation('steps');
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (dialog && !dialog.open) dialog.showModal();
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, []);
  return (
    <dialog
      ref={box}
      className="do-not-pull"
      aria-labelledby="do-not-pull"
      onCancel={(event) => event.preventDefault()}
    >
      <div role="alert">
        <h2 id="do-not-pull">{t('stay.title')}</h2>
        <p>{t('stay.text')}</p>
        <p className="small">{text}</p>
      </div>
    </dialog>
  );
}
