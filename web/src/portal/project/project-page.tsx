import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { AnnouncementWindow } from '../announcements/announcements.tsx';
import { onlineServices } from '../certificates/businesses.ts';
import { ArticleLinks } from '../help/article-links.tsx';
import { HallServices } from '../home/hall-services.tsx';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { useSearchText } from '../parts/next-page.ts';
import { askedBy, firstServices, papersOf, toldWay } from '../parts/way.ts';
import { offersOf, useProgrammes } from '../programmes.ts';
import { AnnouncedPrices } from './announced-prices.tsx';
import { HeldServices } from './held-services.tsx';
import { PaperList } from './paper-list.tsx';
import { PriceTable } from './price-table.tsx';
import { RegionNote } from './region-note.tsx';
import { StartPanel } from './start-panel.tsx';
import { StepTimes } from './step-times.tsx';
import { Turnaround } from './turnaround.tsx';

/** One project before sign-in: for whom, price, papers, times (JX-12, JX-16, JX-22, JX-26). */
export function ProjectPage() {
  const { t } = useTranslation('project');
  const local = useLocal();
  const format = useFormat();
  const { programme: programmeCode, project: projectCode } = useParams({ strict: false });
  const wanted = useSearchText('service');
  const programmes = useProgrammes();
  const offer = offersOf(programmes.data?.programmes ?? []).find(
    (one) => one.programme.code === programmeCode && one.project.code === projectCode,
  );
  if (programmes.error) return <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />;
  if (!programmes.data) return <p role="status">{t('common:loading')}</p>;
  if (!offer) return <NotFoundPage />;
  const { programme, project } = offer;
  const services = firstServices(programme, project);
  const told = onlineServices(programme, project.code).find(({ code }) => code === wanted);
  const service = told ?? services[0];
  const asked = askedBy(project, service);
  const isOwnPrice = service?.online?.prices != null;
  const fen = isOwnPrice ? asked.prices.reduce((sum, line) => sum + line.fen, 0) : project.price.totalFen;
  const way = toldWay(service?.stages ?? [], fen);
  const chosen = typeof validityYears(service) === 'string';
  const papers = papersOf(service?.stages ?? []);
  const refused = asked.fields.flatMap((field) =>
    (field.choices ?? []).flatMap((choice) =>
      choice.accepted || !choice.refusal ? [] : [{ choice, text: choice.refusal }],
    ),
  );
  return (
    <>
      <AnnouncementWindow programme={programme.code} />
      <PageTitle
        title={local(project.system.name)}
        lead={local(project.system.purpose)}
        above={
          <>
            <p className="crumbs">
              <Link to="/">{t('back')}</Link>
            </p>
            <p className="eyebrow">
              {local(project.name)}
              {told && told.online.business !== 'new' && ` · ${local(told.label)}`}
            </p>
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
            {isOwnPrice ? (
              <Facts of={asked.prices.map((line) => [local(line.label), format.fen(line.fen)] as const)} />
            ) : (
              <PriceTable lines={project.price.lines} totalFen={project.price.totalFen} />
            )}
            <AnnouncedPrices lines={service?.online?.announced ?? project.price.announced} />
            <p className="small quiet">
              {way === 'review-first' && !chosen
                ? t('price.note', { count: project.certificateYears })
                : `${t(`price.when.${way}`)} ${chosen ? t('price.chosen') : t('price.validity', { count: project.certificateYears })}`}
            </p>
          </Panel>
          <Panel title={t('papers.title')}>
            <p>{t(papers === 'after-payment' ? 'papers.lead' : `papers.leads.${papers}`)}</p>
            <PaperList materials={asked.materials} fields={asked.fields} afterPayment={papers === 'after-payment'} />
          </Panel>
          <Turnaround of={project.turnaround} />
          {service && (
            <Panel title={t('steps.title')}>
              <StepTimes programme={programme} service={service} />
            </Panel>
          )}
        </div>
        <aside className="side" aria-label={t('start.label')}>
          <StartPanel key={project.code} offer={offer} services={services} />
          <HeldServices offer={offer} />
          <ArticleLinks programme={programme} topics={['start', 'project', 'materials']} title={t('questions')} />
        </aside>
      </div>
      <HallServices programme={programme} />
    </>
  );
}

/** The years a first certificate is valid for, or the field in which they are chosen. */
function validityYears(service: ReturnType<typeof firstServices>[number] | undefined) {
  const validity = service?.online?.validity;
  return validity && validity.kind !== 'kept' ? validity.years : null;
}
