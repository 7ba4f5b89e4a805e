import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle, Panel, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';

type Article = ProgrammeView['articles'][number];

function matches(article: Article, query: string): boolean {
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
    .flatMap((programme) => programme.articles)
    .filter((article) => matches(article, query.trim()));
  const topics = [...new Set(articles.map((article) => article.topics[0] ?? 'other'))];
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
          {query && t('found', { count: articles.length })}
        </p>
      </search>
      <ProblemAlert problem={programmes.error} onRetry={() => void programmes.refetch()} />
      {query && articles.length === 0 && (
        <EmptyState title={t('none')} action={<Link to="/contact">{t('contact')}</Link>} />
      )}
      <div className="topics">
        {topics.map((topic) => (
          <Panel key={topic} title={i18n.exists(`help:topic.${topic}`) ? t(`topic.${topic}`) : t('topic.other')}>
            <ul className="links">
              {articles
                .filter((article) => (article.topics[0] ?? 'other') === topic)
                .map((article) => (
                  <li key={article.slug}>
                    <Link to={`/help/${article.slug}`}>{local(article.title)}</Link>
                  </li>
                ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}
