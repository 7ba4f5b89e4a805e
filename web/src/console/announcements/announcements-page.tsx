import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { useProgrammes } from '../programmes.ts';
import { PublishAnnouncement } from './publish-announcement.tsx';

const { list, withdraw } = endpoints.consoleAnnouncements;

/** Announcements 公告: what is shown to whom and until when; new ones are published here (IT-15). */
export function AnnouncementsPage() {
  const { t } = useTranslation('console-announcements');
  const local = useLocal();
  const format = useFormat();
  const programmes = useProgrammes();
  const { staff } = useSession();
  const mayPublish = staff?.roles.some((role) => role === 'administrator' || role === 'back-office') ?? false;
  const all = useCall(list, {});
  const take = useCommand(withdraw, { refresh: [list] });
  const day = (value: string) => format.shortDay(`${value}T12:00:00+08:00`);
  const nameOf = (code: string) => local(programmes.find((one) => one.code === code)?.name ?? { zh: code, en: code });
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      {mayPublish && <PublishAnnouncement programmes={programmes} />}
      <ProblemAlert problem={take.error} />
      <Answered query={all}>
        {(answer) => (
          <Grid
            caption={t('title')}
            rows={answer.items}
            keyOf={(row) => row.id}
            empty={t('empty')}
            columns={[
              { key: 'title', label: t('name'), of: (row) => local(row.title) },
              {
                key: 'for',
                label: t('for'),
                of: (row) =>
                  row.programmes.length === 0 ? t('everybody') : row.programmes.map(nameOf).join(t('console:comma')),
              },
              {
                key: 'days',
                label: t('days'),
                of: (row) => `${day(row.from)} – ${row.until === null ? t('open') : day(row.until)}`,
              },
              { key: 'state', label: t('state'), short: true, of: (row) => t(`states.${row.state}`) },
              {
                key: 'by',
                label: t('by'),
                of: (row) => `${row.publishedBy} · ${format.moment(row.publishedAt)}`,
              },
              ...(mayPublish
                ? [
                    {
                      key: 'act',
                      label: t('act'),
                      short: true,
                      of: (row: (typeof answer.items)[number]) =>
                        (row.state === 'shown' || row.state === 'ahead') && (
                          <Button
                            size="small"
                            aria-label={`${t('withdraw')} ${local(row.title)}`}
                            loading={take.isPending}
                            onClick={() => take.mutate({ params: { id: row.id } })}
                          >
                            {t('withdraw')}
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answered>
    </>
  );
}
