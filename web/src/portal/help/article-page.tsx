import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Markdown, PageTitle } from '../../shared/parts/index.ts';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { useProgrammes } from '../programmes.ts';
import { ArticleLinks } from './article-links.tsx';

export function ArticlePage() {
  const { t } = useTranslation('help');
  const local = useLocal();
  const { slug } = useParams({ strict: false });
  const programmes = useProgrammes().data?.programmes;
  if (!programmes) return <p role="status">{t('common:loading')}</p>;
  const programme = programmes.find((one) => one.articles.some((article) => article.slug === slug));
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
            </p>
          }
        >
          {local(article.title)}
        </PageTitle>
        <div className="panel">
          <Markdown source={local(article.body)} />
        </div>
      </div>
      <aside className="side" aria-label={t('related')}>
        <ArticleLinks programme={programme} topics={article.topics} title={t('related')} besides={article.slug} />
      </aside>
    </div>
  );
}
