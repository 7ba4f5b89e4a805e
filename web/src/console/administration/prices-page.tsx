import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { useProgrammes } from '../programmes.ts';
import { ProgrammeChoice, useChosenProgramme } from './programme-choice.tsx';

/** The price book (价目) of a programme, by project and day. */
export function PricesPage() {
  const { t } = useTranslation('console-admin');
  const programme = useChosenProgramme();
  return (
    <>
      <PageTitle title={t('prices.title')} lead={t('prices.lead')}>
        {t('prices.title')}
      </PageTitle>
      <ProgrammeChoice />
      {programme && <Prices programme={programme} />}
    </>
  );
}

function Prices({ programme }: { readonly programme: string }) {
  const { t } = useTranslation('console-admin');
  const local = useLocal();
  const format = useFormat();
  const projects = useProgrammes().find((one) => one.code === programme)?.projects ?? [];
  const prices = useCall(endpoints.administration.prices, { params: { programme } });
  const nameOf = (code: string) => {
    const project = projects.find((one) => one.code === code);
    return project ? local(project.name) : code;
  };
  return (
    <Answered query={prices}>
      {({ items }) => (
        <Grid
          caption={t('prices.title')}
          rows={items}
          keyOf={(row) => `${row.project}/${row.code}/${row.from}`}
          empty={t('prices.empty')}
          columns={[
            { key: 'project', label: t('prices.project'), of: (row) => nameOf(row.project) },
            { key: 'label', label: t('prices.line'), of: (row) => local(row.label) },
            { key: 'fen', label: t('prices.amount'), numeric: true, of: (row) => format.fen(row.fen) },
            { key: 'from', label: t('prices.from'), of: (row) => row.from },
            { key: 'until', label: t('prices.until'), of: (row) => row.until ?? t('prices.open') },
          ]}
        />
      )}
    </Answered>
  );
}
