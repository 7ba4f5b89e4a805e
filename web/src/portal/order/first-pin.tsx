import { Link } from '@tanstack/react-router';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';

/** Where the first password of the media of an order is, in the one sentence that fits it, and that it is changed (BJ-04). */
export function FirstPin({
  view,
}: {
  readonly view: Pick<ApplicationView, 'firstPin' | 'programme' | 'void' | 'stage'>;
}) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const isOut = view.stage === 'install' || view.stage === 'activation' || view.stage === 'finished';
  if (view.firstPin === null || view.void || !isOut) return null;
  return (
    <Panel title={t('firstPin.title')}>
      <p>{local(view.firstPin)}</p>
      <p>
        {t('firstPin.change')}{' '}
        <Link to="/help/change-password" search={{ of: view.programme }}>
          {t('firstPin.how')}
        </Link>
      </p>
    </Panel>
  );
}

/** The same for a certificate that is held, by the order its medium came with. */
export function FirstPinOf({ order }: { readonly order: string }) {
  const view = useCall(endpoints.applications.read, { params: { id: order } }).data;
  return view ? <FirstPin view={view} /> : null;
}
