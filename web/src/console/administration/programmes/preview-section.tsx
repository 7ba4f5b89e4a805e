import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedBy, papersOf } from '../../../portal/parts/way.ts';
import { AnnouncedPrices } from '../../../portal/project/announced-prices.tsx';
import { PaperList } from '../../../portal/project/paper-list.tsx';
import { PriceTable } from '../../../portal/project/price-table.tsx';
import { StepTimes } from '../../../portal/project/step-times.tsx';
import { useCall } from '../../../shared/api/index.ts';
import { DayInput, Field, Select } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { EmptyState, Facts, Panel } from '../../../shared/parts/index.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Work } from './draft-state.ts';

/** What an applicant would see of the saved draft on a day: price, papers and steps of a service. */
export function PreviewSection({ work }: { readonly work: Work }) {
  const { t } = useTranslation('console-programmes');
  const { programme } = work.draft;
  const [on, setOn] = useState('');
  const query = on === '' ? {} : { on };
  const preview = useCall(endpoints.programmeEditor.preview, { params: { programme }, query }, { staleTime: 0 });
  return (
    <>
      {work.isChanged && <p className="notice-title">{t('preview.unsaved')}</p>}
      <Field label={t('preview.on')} hint={t('preview.onHint')} optional>
        {(ids) => <DayInput ids={ids} value={on} onChange={setOn} />}
      </Field>
      <Answered query={preview}>{(view) => <Preview key={view.version} view={view} />}</Answered>
    </>
  );
}

type View = NonNullable<ReturnType<typeof useCall<typeof endpoints.programmeEditor.preview>>['data']>;

function Preview({ view }: { readonly view: View }) {
  const { t } = useTranslation('console-programmes');
  const local = useLocal();
  const format = useFormat();
  const [chosen, setChosen] = useState(view.projects[0]?.code ?? '');
  const [wanted, setWanted] = useState('');
  const project = view.projects.find(({ code }) => code === chosen);
  const services = view.services.filter(
    ({ code, channel }) => channel === 'online' && (project?.services?.includes(code) ?? true),
  );
  const service = services.find(({ code }) => code === wanted) ?? services[0];
  if (!project || !service) return <EmptyState title={t('preview.none')} />;
  const asked = askedBy(project, service);
  const own = service.online?.prices != null;
  return (
    <>
      <div className="tools">
        <Field label={t('preview.project')}>
          {(ids) => (
            <Select
              ids={ids}
              value={project.code}
              options={view.projects.map(({ code, name }) => ({ value: code, label: local(name) }))}
              onChange={setChosen}
            />
          )}
        </Field>
        <Field label={t('preview.service')}>
          {(ids) => (
            <Select
              ids={ids}
              value={service.code}
              options={services.map(({ code, label }) => ({ value: code, label: local(label) }))}
              onChange={setWanted}
            />
          )}
        </Field>
      </div>
      <Panel title={t('project:price.title')}>
        {own ? (
          <Facts of={asked.prices.map((line) => [local(line.label), format.fen(line.fen)] as const)} />
        ) : (
          <PriceTable lines={project.price.lines} totalFen={project.price.totalFen} />
        )}
        <AnnouncedPrices lines={service.online?.announced ?? project.price.announced} />
      </Panel>
      <Panel title={t('project:papers.title')}>
        <PaperList
          materials={asked.materials}
          fields={asked.fields}
          afterPayment={papersOf(service.stages) === 'after-payment'}
        />
      </Panel>
      <Panel title={t('project:steps.title')}>
        <StepTimes programme={view} service={service} />
      </Panel>
    </>
  );
}
