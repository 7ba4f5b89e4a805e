import { type AuthorityView, endpoints, type KeyStoreView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle, Panel } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go } from '../parts/place.tsx';
import { KeyStateLine } from './key-state.tsx';
import { OwnShares } from './own-shares.tsx';

type Authority = z.infer<typeof AuthorityView>;
type Store = z.infer<typeof KeyStoreView>;

/** The certification authorities of the house, where their keys are, and whether they can sign. */
export function AuthoritiesPage() {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const list = useCall(endpoints.authorities.list, {}, { refetchInterval: 30_000 });
  const stores = useCall(endpoints.authorities.keyStores, {}, { refetchInterval: 30_000 });
  const mayAct = staff?.roles.includes('administrator') ?? false;
  return (
    <>
      <PageTitle title={t('list.title')} lead={t('list.lead')}>
        {t('list.title')}
      </PageTitle>
      <div className="tools">
        {mayAct && <Go to="/ceremonies/new">{t('list.propose')}</Go>}
        <Go to="/ceremonies">{t('list.ceremonies')}</Go>
      </div>
      <Answered query={list}>{(answer) => <Authorities items={answer.items} />}</Answered>
      <Panel title={t('stores.title')}>
        <Answered query={stores}>{(answer) => <Stores items={answer.items} />}</Answered>
      </Panel>
      {mayAct && <OwnShares />}
    </>
  );
}

function Authorities({ items }: { readonly items: readonly Authority[] }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Grid
      caption={t('list.title')}
      rows={items}
      keyOf={(row) => row.name}
      empty={t('list.empty')}
      columns={[
        {
          key: 'name',
          label: t('list.name'),
          of: (row) => (
            <>
              <Go to={`/authorities/${row.name}`} className="code">
                {row.name}
              </Go>
              <span className="block small quiet">{row.subject}</span>
            </>
          ),
        },
        {
          key: 'kind',
          label: t('list.kind'),
          of: (row) => (
            <>
              {t(`kind.${row.kind}`)}
              {row.isDefault && <span className="block small quiet">{t('list.default')}</span>}
            </>
          ),
        },
        {
          key: 'algorithm',
          label: t('list.algorithm'),
          of: (row) => (row.algorithm ? t(`algorithm.${row.algorithm}`) : ''),
        },
        { key: 'state', label: t('list.state'), of: (row) => t(`state.${row.state}`) },
        {
          key: 'key',
          label: t('list.key'),
          of: (row) => (row.store ? <KeyStateLine state={row.key} activation={row.activation} /> : t('key.elsewhere')),
        },
        { key: 'until', label: t('list.until'), of: (row) => row.notAfter && format.day(row.notAfter) },
      ]}
    />
  );
}

function Stores({ items }: { readonly items: readonly Store[] }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Grid
      caption={t('stores.title')}
      rows={items}
      keyOf={(row) => row.name}
      empty={t('stores.empty')}
      columns={[
        {
          key: 'name',
          label: t('stores.name'),
          of: (row) => (
            <>
              <span className="code">{row.name}</span>
              <span className="block small quiet">{t(`stores.kind.${row.kind}`)}</span>
            </>
          ),
        },
        {
          key: 'state',
          label: t('stores.state'),
          of: (row) => (
            <>
              <span className={`state state-${row.state}`}>{t(`stores.of.${row.state}`)}</span>
              {row.problem && <span className="block small">{t(`problem.${row.problem}`)}</span>}
            </>
          ),
        },
        { key: 'description', label: t('stores.description'), of: (row) => row.description || t('stores.none') },
        {
          key: 'authorities',
          label: t('stores.authorities'),
          of: (row) => <span className="code">{row.authorities.join(', ')}</span>,
        },
        { key: 'checked', label: t('stores.checkedAt'), of: (row) => format.moment(row.checkedAt) },
      ]}
    />
  );
}
