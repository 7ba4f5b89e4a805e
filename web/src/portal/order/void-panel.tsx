import { Link } from '@tanstack/react-router';
import { type ApplicationView, endpoints, type ProgrammeView, type ProjectView } from '@yinxin/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, Panel } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';

/** Why the order is void, that nobody must pay it, and the way on (JX-05, JX-08, JX-09, JX-21, JX-32). */
export function VoidPanel({
  view,
  programme,
  project,
}: {
  readonly view: ApplicationView;
  readonly programme: ProgrammeView;
  readonly project: ProjectView;
}) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const format = useFormat();
  if (view.void === null) return null;
  const { wrong, label, whatToDo, note, at } = view.void;
  const other = programme.projects.find((one) => one.code === project.insteadOf);
  return (
    <Panel tone="act" title={t('void.title')}>
      <Notice kind="problem" title={local(label)}>
        <p>{local(whatToDo)}</p>
        {note && <p>{t('returned.note', { note })}</p>}
        <p className="small quiet">{format.moment(at)}</p>
      </Notice>
      <p>{t(view.payment.paidAt ? 'void.paid' : 'void.unpaid')}</p>
      <h3>{t('void.way')}</h3>
      <ol>
        <li>{t(`void.${wrong}.one`)}</li>
        <li>{t(`void.${wrong}.two`)}</li>
        <li>{t(`void.${wrong}.three`)}</li>
      </ol>
      <div className="buttons">
        {wrong === 'project' && (
          <Link to={other ? `/projects/${programme.code}/${other.code}` : '/'} className="button-link button-main">
            {other ? t('void.project.other', { name: local(other.name) }) : t('void.project.choose')}
          </Link>
        )}
        {wrong === 'name' && (
          <NameWay again={`/projects/${programme.code}/${project.code}`} was={view.organisation.name} />
        )}
        {wrong === 'code' && <RegisterAnew />}
        {view.payment.paidAt && <a href="#refund">{t('void.refund')}</a>}
      </div>
    </Panel>
  );
}

/** JX-09: ask for the correction once, wait for it, and only with the right name apply anew. */
function NameWay({ again, was }: { readonly again: string; readonly was: string }) {
  const { t } = useTranslation('order');
  const { organisation } = useSession();
  const requests = useCall(endpoints.requests.nameCorrections, {});
  const isCorrected = organisation !== null && organisation.name !== was;
  const open = requests.data?.items.find((one) => one.status === 'open');
  if (open) return <Link to="/name-correction">{t('void.name.asked', { number: open.number })}</Link>;
  return (
    <>
      {!isCorrected && (
        <Link to="/name-correction" className="button-link button-main">
          {t('void.name.go')}
        </Link>
      )}
      <Link to={again} className={isCorrected ? 'button-link button-main' : 'button-link'}>
        {t('void.name.again')}
      </Link>
    </>
  );
}

/** JX-05: the account's code cannot be edited; sign out and register with the right one. */
function RegisterAnew() {
  const { t } = useTranslation('order');
  const signOut = useCommand(endpoints.session.signOut, {
    onSuccess: () => window.location.assign('/register'),
  });
  return (
    <Button type="primary" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
      {t('void.code.go')}
    </Button>
  );
}
