import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { ArticleLinks } from '../help/article-links.tsx';
import { HallServices } from '../home/hall-services.tsx';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { offersOf, useProgrammes } from '../programmes.ts';
import { PaperList } from './paper-list.tsx';
import { PriceTable } from './price-table.tsx';
import { RegionNote } from './region-note.tsx';
import { StartPanel } from './start-panel.tsx';
import { StepTimes } from './step-times.tsx';

/** One project before sign-in: for whom, price, papers, times (JX-12, JX-16, JX-22, JX-26). */
export function ProjectPage() {
  const { t } = useTranslation('project');
  const local = useLocal();
  const { programme: programmeCode, project: projectCode } = useParams({ strict: false });
  const programmes = useProgrammes();
  const offer = offersOf(programmes.data?.programmes ?? []).find(
    (one) => one.programme.code === programmeCode && one.project.code === projectCode,
  );
  if (programmes.error) return <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />;
  if (!programmes.data) return <p role="status">{t('common:loading')}</p>;
  if (!offer) return <NotFoundPage />;
  const { programme, project } = offer;
  const refused = project.fields.flatMap((field) =>
    (field.choices ?? []).flatMap((choice) =>
      choice.accepted || !choice.refusal ? [] : [{ choice, text: choice.refusal }],
    ),
  );
  return (
    <>
      <PageTitle
        title={local(project.system.name)}
        lead={local(project.system.purpose)}
        above={
          <>
            <p className="crumbs">
              <Link to="/">{t('back')}</Link>
            </p>
            <p className="eyebrow">{local(project.name)}</p>
          </>
        }
      >
        {local(project.system.name)}
      </PageTitle>
      <div className="two">
        <div>
          <Panel title={t('who.title')}>
            <Facts
              of={[
                [t('who.for'), local(project.audience)],
                project.notFor && [t('who.notFor'), local(project.notFor)],
                [t('who.project'), local(project.name)],
                project.system.url && [t('who.site'), <span key="url">{project.system.url}</span>],
              ]}
            />
            {refused.length > 0 && (
              <>
                <h3>{t('who.refused')}</h3>
                <ul>
                  {refused.map(({ choice, text }) => (
                    <li key={choice.code}>
                      <b>{local(choice.label)}</b>
                      {t('common:colon')}
                      {local(text)}
                    </li>
                  ))}
                </ul>
              </>
            )}
            <RegionNote offer={offer} />
          </Panel>
          <Panel title={t('price.title')}>
            <PriceTable lines={project.price.lines} totalFen={project.price.totalFen} />
            <p className="small quiet">{t('price.note', { count: project.certificateYears })}</p>
          </Panel>
          <Panel title={t('papers.title')}>
            <p>{t('papers.lead')}</p>
            <PaperList project={project} />
          </Panel>
          <Panel title={t('steps.title')}>
            <StepTimes programme={programme} />
          </Panel>
        </div>
        <aside className="side" aria-label={t('start.label')}>
          <StartPanel key={project.code} offer={offer} />
          <ArticleLinks programme={programme} topics={['start', 'project', 'materials']} title={t('questions')} />
        </aside>
      </div>
      <HallServices programme={programme} />
    </>
  );
}
