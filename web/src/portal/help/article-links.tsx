import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';

/** To an article as this programme words it: others may have one under the same name (BJ-11). */
export function ArticleLink({
  programme,
  slug,
  text,
}: {
  readonly programme: Pick<ProgrammeView, 'code'>;
  readonly slug: string;
  readonly text: string;
}) {
  return (
    <Link to={`/help/${slug}`} search={{ of: programme.code }}>
      {text}
    </Link>
  );
}

/** Links to the help articles and guided checks of some topics. */
export function ArticleLinks({
  programme,
  topics,
  title,
  besides,
}: {
  readonly programme: ProgrammeView;
  readonly topics: readonly string[];
  readonly title: string;
  /** Slug of the article that is being read. */
  readonly besides?: string;
}) {
  const local = useLocal();
  const articles = programme.articles.filter(
    ({ slug, topics: about }) => slug !== besides && about.some((topic) => topics.includes(topic)),
  );
  const guides = programme.guides.filter(({ topics: about }) => about.some((topic) => topics.includes(topic)));
  if (articles.length + guides.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="links">
        {articles.map((article) => (
          <li key={article.slug}>
            <ArticleLink programme={programme} slug={article.slug} text={local(article.title)} />
          </li>
        ))}
        {guides.map((guide) => (
          <li key={`guide ${guide.slug}`}>
            <Link to={`/guides/${programme.code}/${guide.slug}`}>{local(guide.title)}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
