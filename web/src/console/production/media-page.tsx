import { endpoints, MediumView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Grid } from '../parts/grid.tsx';
import { Pager } from '../parts/pager.tsx';
import { Go, oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { HandsPanel } from '../stock/hands-panel.tsx';
import { PlacesPanel } from '../stock/places-panel.tsx';
import { ReceivePanel } from '../stock/receive-panel.tsx';

const STATES = MediumView.shape.state.options;

/** Stock of media (介质库存). */
export function MediaPage() {
  const { t } = useTranslation('console-desks');
  const format = useFormat();
  const { staff } = useSession();
  const address = useAddress();
  const page = usePageNumber();
  const state = oneOf(STATES, address.get('state'));
  const q = address.get('q') || undefined;
  const media = useCall(endpoints.production.media, { query: { page, state, q } }, { keepFormer: true });
  const makes = staff?.roles.includes('production') ?? false;
  const keeps = makes || (staff?.roles.includes('administrator') ?? false);
  return (
    <>
      <PageTitle title={t('media.title')}>{t('media.title')}</PageTitle>
      <PlacesPanel keeps={keeps} />
      <SearchField label={t('media.search')} />
      <div className="tools">
        <ChoiceFilter
          name="state"
          label={t('media.state')}
          all={t('all')}
          options={STATES.map((value) => ({ value, label: t(`media.of.${value}`) }))}
        />
      </div>
      <Answered query={media}>
        {(answer) => (
          <>
            <Grid
              caption={t('media.title')}
              rows={answer.items}
              keyOf={(row) => row.serial}
              empty={t('media.empty')}
              columns={[
                {
                  key: 'serial',
                  label: t('media.serial'),
                  of: (row) => (
                    <Go to={`/media/${row.serial}`} className="code">
                      {row.serial}
                    </Go>
                  ),
                },
                { key: 'kind', label: t('media.kind'), of: (row) => t(`media.kinds.${row.kind}`) },
                { key: 'model', label: t('media.model'), of: (row) => row.model },
                { key: 'state', label: t('media.state'), of: (row) => t(`media.of.${row.state}`) },
                { key: 'order', label: t('media.order'), of: (row) => row.applicationNumber ?? t('none') },
                { key: 'at', label: t('media.registeredAt'), of: (row) => format.shortDay(row.registeredAt) },
              ]}
            />
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
      {makes && <HandsPanel />}
      {keeps && <ReceivePanel />}
    </>
  );
}
