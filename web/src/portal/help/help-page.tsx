import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle, Panel, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';
import { ArticleLink } from './article-links.tsx';

type Article = ProgrammeView['articles'][number];
type Found = { readonly programme: ProgrammeView; readonly article: Article };

function matches(article: Pick<Article, 'title' | 'body'>, query: string): boolean {
  const text = [article.title, article.body]
    .flatMap((one) => [one.zh, one.en])
    .join(' ')
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Help articles by topic, with a search (JX-26). */
export function HelpPage() {
  const { t, i18n } = useTranslation('help');
  const local = useLocal();
  const programmes = useProgrammes();
  const [query, setQuery] = useState('');
  const searchId = useId();
  const articles = (programmes.data?.programmes ?? [])
    .flatMap((programme) => programme.articles.map((article): Found => ({ programme, article })))
    .filter(({ article }) => matches(article, query.trim()));
  const guides = (programmes.data?.programmes ?? []).flatMap((programme) =>
    programme.guides
      .filter((guide) => matches({ ...guide, body: guide.lead }, query.trim()))
      .map((guide) => ({ programme, guide })),
  );
  const topics = [...new Set(articles.map(({ article }) => article.topics[0] ?? 'other'))];
  // Programmes word the same question their own way: then the name of the programme stands beside it.
  const shared = new Set(
    articles
      .filter(({ article }, at) => articles.findIndex((one) => one.article.slug === article.slug) !== at)
      .map((one) => one.article.slug),
  );
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <search className="home-search">
        <label htmlFor={searchId} className="hidden-visually">
          {t('search')}
        </label>
        <Input
          id={searchId}
          size="large"
          allowClear
          prefix={<Sign kind="search" />}
          placeholder={t('example')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <p role="status" className="small quiet">
          {query && t('found', { count: articles.length + guides.length })}
        </p>
      </search>
      <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />
      {query && articles.length + guides.length === 0 && (
        <EmptyState title={t('none')} action={<Link to="/contact">{t('contact')}</Link>} />
      )}
      <div className="topics">
        <Panel title={t('diagnosis:guides')}>
          <ul className="links">
            <li>
              <Link to="/certificate-test">{t('diagnosis:test.title')}</Link>
            </li>
            {guides.map(({ programme, guide }) => (
              <li key={`${programme.code} ${guide.slug}`}>
                <Link to={`/guides/${programme.code}/${guide.slug}`}>{local(guide.title)}</Link>
                <span className="small quiet"> {local(programme.name)}</span>
              </li>
            ))}
          </ul>
        </Panel>
        {topics.map((topic) => (
          <Panel key={topic} title={i18n.exists(`help:topic.${topic}`) ? t(`topic.${topic}`) : t('topic.other')}>
            <ul className="links">
              {articles
                .filter(({ article }) => (article.topics[0] ?? 'other') === topic)
                .map(({ programme, article }) => (
                  <li key={`${programme.code} ${article.slug}`}>
                    <ArticleLink programme={programme} article={article} />
                    {shared.has(article.slug) && <span className="small quiet"> {local(programme.name)}</span>}
                  </li>
                ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}
