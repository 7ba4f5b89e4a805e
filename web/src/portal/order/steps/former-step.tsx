import { recoverFormer } from '@yinxin/assistant/conversations';
import type { ApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssistant } from '../../../shared/assistant/index.ts';
import { Notice } from '../../../shared/parts/index.ts';
import { formerHall } from './halls.ts';
import { Reader } from './reader.tsx';
import { RunState } from './run-parts.tsx';
import { useRun } from './use-run.ts';

/** What was encrypted to the replaced certificate opens with the new key once its encryption key is taken over. */
export function FormerStep({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('signing');
  const [open, setOpen] = useState(false);
  return (
    <details className="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('former.title')}</summary>
      {open && <Taking view={view} />}
    </details>
  );
}

function Taking({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('signing');
  const assistant = useAssistant();
  const { client, medium } = assistant;
  const [taken, setTaken] = useState<number | null>(null);
  const run = useRun(async (telling) => {
    setTaken(await recoverFormer(client, formerHall(view.id), { ...telling, order: view.number }));
  });
  return (
    <>
      <p>{t('former.text')}</p>
      <Reader assistant={assistant} />
      <RunState run={run} />
      {run.done && taken !== null && (
        <Notice kind="good" title={t(taken > 0 ? 'former.done' : 'former.none')} live="polite" />
      )}
      <Button loading={run.running} disabled={medium === null} onClick={() => void run.run()}>
        {t('former.go')}
      </Button>
    </>
  );
}
