import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { EmptyState, PageTitle, Panel, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';
import { ArticleLink } from './article-links.tsx';
import { Entries } from './entries.tsx';
import { grouped } from './grouped.ts';

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
  const suites = (programmes.data?.programmes ?? []).flatMap(({ code, downloads }) =>
    downloads ? [{ code, suite: downloads.suite }] : [],
  );
  const topicOf = ({ article: { topics } }: Found) =>
    topics[0] !== undefined && i18n.exists(`help:topic.${topics[0]}`) ? topics[0] : 'other';
  const byTopic = grouped(articles, topicOf);
  const topics = [...byTopic.keys()].sort((a, b) => Number(a === 'other') - Number(b === 'other'));
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
            <Entries
              of={guides.map(({ programme, guide }) => ({ programme, ...guide }))}
              link={({ programme, slug }, text) => <Link to={`/guides/${programme.code}/${slug}`}>{text}</Link>}
            />
          </ul>
        </Panel>
        {suites.length > 0 && (
          <Panel title={t('downloads:area')}>
            <ul className="links">
              {suites.map(({ code, suite }) => (
                <li key={code}>
                  <Link to={`/downloads/${code}`}>{local(suite)}</Link>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {topics.map((topic) => (
          <Panel key={topic} title={t(`topic.${topic}`)}>
            <ul className="links">
              <Entries
                of={(byTopic.get(topic) ?? []).map(({ programme, article }) => ({ programme, ...article }))}
                link={({ programme, slug }, text) => <ArticleLink programme={programme} slug={slug} text={text} />}
              />
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}
