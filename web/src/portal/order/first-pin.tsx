import { type ApplicationView, endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';
import { ArticleLink } from '../help/article-links.tsx';
import { useProgrammes } from '../programmes.ts';

/** What is read before the medium is used for the first time, where the programme has it (BJ-05, BJ-06). */
const FIRST_USE = ['environment', 'change-password'];

/** Where the first password of an order's media is, in the one sentence that fits it, and what first use needs (BJ-04). */
export function FirstPin({
  view,
}: {
  readonly view: Pick<ApplicationView, 'firstPin' | 'programme' | 'void' | 'stage'>;
}) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const programme = useProgrammes().data?.programmes.find(({ code }) => code === view.programme);
  const isOut = view.stage === 'install' || view.stage === 'activation' || view.stage === 'finished';
  if (view.firstPin === null || view.void || !isOut) return null;
  const articles = programme?.articles.filter(({ slug }) => FIRST_USE.includes(slug)) ?? [];
  return (
    <Panel title={t('firstPin.title')}>
      <p>{local(view.firstPin)}</p>
      <p>{t('firstPin.change')}</p>
      <ul className="links">
        {programme &&
          articles.map((article) => (
            <li key={article.slug}>
              <ArticleLink programme={programme} slug={article.slug} text={local(article.title)} />
            </li>
          ))}
      </ul>
    </Panel>
  );
}

/** The same for a certificate that is held, by the order its medium came with. */
export function FirstPinOf({ order }: { readonly order: string }) {
  const view = useCall(endpoints.applications.read, { params: { id: order } }).data;
  return view ? <FirstPin view={view} /> : null;
}
