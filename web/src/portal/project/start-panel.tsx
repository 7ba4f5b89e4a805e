import { Link, useNavigate } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { toldWay } from '../parts/way.ts';
import type { Offer } from '../programmes.ts';
import { BranchChoice } from './branch-choice.tsx';
import { contradictsRegion } from './region.ts';

type Service = Offer['programme']['services'][number];

/** Price in one line and the way in; a contradicting region asks for a choice before anything is opened (JX-22). */
export function StartPanel({ offer, services }: { readonly offer: Offer; readonly services: readonly Service[] }) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const format = useFormat();
  const { organisation } = useSession();
  const { programme, project } = offer;
  const [first] = services;
  const here = `/projects/${programme.code}/${project.code}`;
  const [branch, setBranch] = useState('');
  if (!first) {
    return (
      <Panel tone="act" title={t('start.title')}>
        <p>{t('start.hall')}</p>
      </Panel>
    );
  }
  const way = toldWay(first.stages, project.price.totalFen);
  return (
    <Panel tone="act" title={t('start.title')}>
      <p className="start-price">{format.fen(project.price.totalFen)}</p>
      <p className="small quiet">{way === 'review-first' ? t('start.after') : t(`price.when.${way}`)}</p>
      {organisation && project.branches && (
        <BranchChoice attention={project.branches.attention} value={branch} onChange={setBranch} />
      )}
      {organisation ? (
        services.map((service) => (
          <OpenButton
            key={service.code}
            offer={offer}
            service={service}
            label={services.length > 1 ? local(service.label) : t('start.open')}
            creditCode={organisation.creditCode}
            branch={branch}
          />
        ))
      ) : (
        <div className="stack">
          <Link to="/register" search={{ next: here }} className="button-link button-main">
            {t('start.register')}
          </Link>
          <Link to="/sign-in" search={{ next: here }} className="button-link">
            {t('start.signIn')}
          </Link>
        </div>
      )}
    </Panel>
  );
}

function OpenButton({
  offer,
  service,
  label,
  creditCode,
  branch,
}: {
  readonly offer: Offer;
  readonly service: Service;
  readonly label: string;
  readonly creditCode: string;
  /** Id of the branch it is for; empty for the account's own organisation. */
  readonly branch: string;
}) {
  const { t } = useTranslation('project');
  const local = useLocal();
  const navigate = useNavigate();
  const { programme, project } = offer;
  const [asked, setAsked] = useState(false);
  const open = useCommand(endpoints.applications.open, {
    refresh: [endpoints.applications.list],
    onSuccess: (view) => void navigate({ to: `/orders/${view.id}/application` }),
  });
  const contradicts = contradictsRegion(project, creditCode) === true;
  const warned = asked || codeOf(open.error) === 'REGION_WARNING';
  const other = programme.projects.find((one) => one.code === project.insteadOf);

  function start(regionConfirmed: boolean) {
    const asked = { programme: programme.code, project: project.code, service: service.code };
    const body = branch === '' ? asked : { ...asked, branch };
    open.mutate({ body: regionConfirmed ? { ...body, regionConfirmed } : body });
  }
  if (warned && project.region) {
    return (
      <Notice kind="wait" title={local(project.region.message)} live="assertive">
        <p>{t('region.choose')}</p>
        <div className="stack">
          {other && (
            <Link to={`/projects/${programme.code}/${other.code}`} className="button-link button-main">
              {t('region.switch', { name: local(other.name) })}
            </Link>
          )}
          {project.region.effect === 'warn' && (
            <Button loading={open.isPending} onClick={() => start(true)}>
              {t('region.goOn')}
            </Button>
          )}
        </div>
      </Notice>
    );
  }
  return (
    <div className="stack">
      <Button
        type="primary"
        size="large"
        block
        loading={open.isPending}
        onClick={() => (contradicts ? setAsked(true) : start(false))}
      >
        {label}
      </Button>
      <ProblemAlert problem={open.error} />
    </div>
  );
}
