import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Notice, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import type { useDraft } from './use-draft.ts';

/** `已保存 14:08`, or what keeps it from being saved; two windows at once ask which to keep. */
export function SaveState({
  draft,
  labelOf,
}: {
  readonly draft: ReturnType<typeof useDraft>;
  readonly labelOf: (code: string) => string;
}) {
  const { t } = useTranslation('application');
  const format = useFormat();
  const { status } = draft;
  switch (status.kind) {
    case 'saved':
      return (
        <p className="save-state" role="status">
          <Sign kind="check" />
          {status.at ? t('save.at', { time: format.time(status.at) }) : t('save.auto')}
        </p>
      );
    case 'typing':
    case 'saving':
      return (
        <p className="save-state" role="status">
          <Sign kind="clock" />
          {t('save.saving')}
        </p>
      );
    case 'failed':
      return <ProblemAlert problem={status.problem} onRetry={() => void draft.flush()} />;
    case 'conflict':
      return (
        <Notice
          kind="wait"
          title={t('save.conflict')}
          live="assertive"
          action={
            <>
              <Button type="primary" onClick={() => draft.settle('mine', status.theirs)}>
                {t('save.mine')}
              </Button>
              <Button onClick={() => draft.settle('theirs', status.theirs)}>{t('save.theirs')}</Button>
            </>
          }
        >
          <ul>
            {status.codes.map((code) => (
              <li key={code}>
                {t('save.both', {
                  field: labelOf(code),
                  mine: draft.values[code] || t('save.empty'),
                  theirs: status.theirs.fields.find((one) => one.code === code)?.value || t('save.empty'),
                })}
              </li>
            ))}
          </ul>
        </Notice>
      );
  }
}
