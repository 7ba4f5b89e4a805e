import type { ProjectView } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import type { useDraft } from './use-draft.ts';

/** `已保存 14:08`, or what keeps it from being saved; two windows at once ask which to keep. */
export function SaveState({
  draft,
  fields,
}: {
  readonly draft: ReturnType<typeof useDraft>;
  readonly fields: ProjectView['fields'];
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
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
            {status.codes.map((code) => {
              const spec = fields.find((one) => one.code === code);
              const words = (value: string | undefined) => local(shownValue(spec, value ?? '')) || t('save.empty');
              return (
                <li key={code}>
                  {t('save.both', {
                    field: spec ? local(spec.label) : code,
                    mine: words(draft.values[code]),
                    theirs: words(status.theirs.fields.find((one) => one.code === code)?.value),
                  })}
                </li>
              );
            })}
          </ul>
        </Notice>
      );
  }
}
