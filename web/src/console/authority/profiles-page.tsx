import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';

/** What each kind of certificate must look like (证书模板): fixed by standards, the same data for building and lint. */
export function ProfilesPage() {
  const { t } = useTranslation('console-authority');
  const read = useCall(endpoints.profiles.list, {});
  return (
    <>
      <PageTitle title={t('profiles.title')} lead={t('profiles.lead')}>
        {t('profiles.title')}
      </PageTitle>
      <Answered query={read}>
        {(answer) => (
          <Grid
            caption={t('profiles.title')}
            rows={answer.items}
            keyOf={(row) => row.name}
            empty={t('profiles.empty')}
            columns={[
              {
                key: 'name',
                label: t('list.name'),
                of: (row) => (
                  <>
                    <span className="code">{row.name}</span>
                    <span className="block small quiet">{row.standard}</span>
                  </>
                ),
              },
              {
                key: 'keys',
                label: t('fields.keyAlgorithm'),
                of: (row) => <span className="code small">{row.keyAlgorithms.join(', ')}</span>,
              },
              {
                key: 'usage',
                label: t('fields.usage'),
                of: (row) => (
                  <span className="code small">{[...row.keyUsage, ...row.extendedKeyUsage].join(', ')}</span>
                ),
              },
              {
                key: 'ca',
                label: t('fields.ca'),
                of: (row) =>
                  !row.ca
                    ? t('profiles.no')
                    : row.pathLength === null
                      ? t('fields.isCa')
                      : t('fields.pathLength', { length: row.pathLength }),
              },
              {
                key: 'days',
                label: t('profiles.longest'),
                numeric: true,
                of: (row) => t('profiles.days', { count: row.maxValidityDays }),
              },
              { key: 'identity', label: t('profiles.identity'), of: (row) => t(`profiles.of.${row.identity}`) },
              { key: 'status', label: t('profiles.status'), of: (row) => t(`profiles.addresses.${row.status}`) },
            ]}
          />
        )}
      </Answered>
    </>
  );
}
