import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Markdown, PageTitle } from '../../shared/parts/index.ts';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { useSearchText } from '../parts/next-page.ts';
import { useProgrammes } from '../programmes.ts';
import { ArticleLinks } from './article-links.tsx';
import { Figures } from './figures.tsx';

export function ArticlePage() {
  const { t } = useTranslation('help');
  const local = useLocal();
  const { slug } = useParams({ strict: false });
  const of = useSearchText('of');
  const programmes = useProgrammes().data?.programmes;
  if (!programmes) return <p role="status">{t('common:loading')}</p>;
  const having = programmes.filter((one) => one.articles.some((article) => article.slug === slug));
  const programme = having.find(({ code }) => code === of) ?? having[0];
  const article = programme?.articles.find((one) => one.slug === slug);
  if (!programme || !article) return <NotFoundPage />;
  return (
    <div className="two">
      <div>
        <PageTitle
          key={slug}
          title={local(article.title)}
          above={
            <p className="crumbs">
              <Link to="/help">{t('back')}</Link>
              {having.length > 1 && <span className="quiet"> {local(programme.name)}</span>}
            </p>
          }
        >
          {local(article.title)}
        </PageTitle>
        <div className="panel">
          <Markdown source={local(article.body)} />
          <Figures of={article.figures ?? []} />
        </div>
      </div>
      <aside className="side" aria-label={t('related')}>
        <ArticleLinks programme={programme} topics={article.topics} title={t('related')} besides={article.slug} />
      </aside>
    </div>
  );
}
