import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { PageTitle } from '../../../shared/parts/index.ts';
import { Answered } from '../../parts/answered.tsx';
import { Grid } from '../../parts/grid.tsx';
import { Go } from '../../parts/place.tsx';
import { RunningText } from './running-text.tsx';

/** Programmes (方案) with the version in force, the draft somebody works on, and the orders that keep a version. */
export function ProgrammesPage() {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const format = useFormat();
  const programmes = useCall(endpoints.programmeEditor.programmes, {}, { staleTime: 0 });
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <p>
        <Go to="/working-calendar">{t('calendar.title')}</Go>
      </p>
      <Answered query={programmes}>
        {({ items }) => (
          <Grid
            caption={t('title')}
            rows={items}
            keyOf={(row) => row.programme}
            empty={t('empty')}
            columns={[
              {
                key: 'name',
                label: t('name'),
                of: (row) => <Go to={`/programmes/${row.programme}`}>{local(row.name)}</Go>,
              },
              {
                key: 'version',
                label: t('version'),
                of: (row) => (
                  <>
                    {t('numbered', { version: row.version })}
                    <span className="block small quiet">{format.moment(row.publishedAt)}</span>
                  </>
                ),
              },
              {
                key: 'draft',
                label: t('draft'),
                of: (row) =>
                  row.draft
                    ? t('drafted', {
                        by: row.draft.editors.join(t('console:comma')),
                        at: format.moment(row.draft.updatedAt),
                      })
                    : t('noDraft'),
              },
              { key: 'running', label: t('running'), of: (row) => <RunningText running={row.running} /> },
              {
                key: 'tools',
                label: t('tools'),
                of: (row) => <Go to={`/programmes/${row.programme}/versions`}>{t('history.open')}</Go>,
              },
            ]}
          />
        )}
      </Answered>
    </>
  );
}
