import { Link, useParams } from '@tanstack/react-router';
import { diagnose } from '@yinxin/assistant/diagnosis';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { PageTitle, Panel } from '../../shared/parts/index.ts';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { Reader } from '../order/steps/reader.tsx';
import { useProgrammes } from '../programmes.ts';
import { factsOf } from './facts.ts';
import { GuideRun } from './guide-run.tsx';
import { useLooked } from './use-looked.ts';

/** A guided check of a programme: what the assistant can measure is measured, the rest is asked (BJ-34 … BJ-36). */
export function GuidePage() {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const { programme: code, slug } = useParams({ strict: false });
  const programmes = useProgrammes().data?.programmes;
  const programme = programmes?.find((one) => one.code === code);
  const guide = programme?.guides.find((one) => one.slug === slug);
  if (!programmes) return <p role="status">{t('common:loading')}</p>;
  if (!programme || !guide) return <NotFoundPage />;
  const measures = guide.nodes.some((node) => node.kind === 'question' && node.measure !== undefined);
  return (
    <div className="narrow">
      <PageTitle
        title={local(guide.title)}
        lead={local(guide.lead)}
        above={
          <>
            <p className="crumbs">
              <Link to="/help">{t('help:back')}</Link>
            </p>
            <p className="eyebrow">{local(programme.name)}</p>
          </>
        }
      >
        {local(guide.title)}
      </PageTitle>
      {measures ? (
        <Measured guide={guide} programme={programme} />
      ) : (
        <GuideRun guide={guide} diagnosis={null} phone={programme.customerService.phone} />
      )}
    </div>
  );
}

type Programme = NonNullable<ReturnType<typeof useProgrammes>['data']>['programmes'][number];

function Measured({
  guide,
  programme,
}: {
  readonly guide: Programme['guides'][number];
  readonly programme: Programme;
}) {
  const { t } = useTranslation('diagnosis');
  const looked = useLooked();
  return (
    <>
      <Panel title={t('looked')}>
        <Reader assistant={looked.state} />
      </Panel>
      <GuideRun
        guide={guide}
        diagnosis={diagnose(factsOf(looked, false))}
        phone={programme.customerService.phone}
        again={looked.state.again}
      />
    </>
  );
}
