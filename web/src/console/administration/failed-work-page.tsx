import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Notice, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';

const { failedWork, retryFailedWork } = endpoints.administration;

/** What the server gave up after all its tries (未办成的后台事项): seen by somebody, tried again when the cause is gone. */
export function FailedWorkPage() {
  const { t } = useTranslation('console-admin');
  const format = useFormat();
  const { staff } = useSession();
  const list = useCall(failedWork, {});
  const retry = useCommand(retryFailedWork, { refresh: [failedWork] });
  const may = staff?.roles.includes('administrator') ?? false;
  return (
    <>
      <PageTitle title={t('failed.title')} lead={t('failed.lead')}>
        {t('failed.title')}
      </PageTitle>
      <ProblemAlert problem={retry.error} />
      {retry.data && <Notice kind="good" title={t('failed.again')} live="polite" />}
      <Answered query={list}>
        {(answer) => (
          <Grid
            caption={t('failed.title')}
            rows={answer.items}
            keyOf={(row) => row.id}
            empty={t('failed.empty')}
            columns={[
              { key: 'at', label: t('failed.at'), of: (row) => format.moment(row.failedAt) },
              {
                key: 'what',
                label: t('failed.what'),
                of: (row) => t(`failed.kind.${row.queue.replaceAll('.', '-')}`, row.queue),
              },
              {
                key: 'reason',
                label: t('failed.reason'),
                of: (row) => <span className="code">{row.reason || t('failed.noReason')}</span>,
              },
              {
                key: 'retry',
                label: t('failed.next'),
                of: (row) =>
                  may ? (
                    <Button
                      size="small"
                      loading={retry.isPending && retry.variables?.params?.id === row.id}
                      onClick={() => retry.mutate({ params: { id: row.id } })}
                    >
                      {t('failed.retry')}
                    </Button>
                  ) : (
                    t('failed.administrator')
                  ),
              },
            ]}
          />
        )}
      </Answered>
    </>
  );
}
