import { Link } from '@tanstack/react-router';
import type { ProgrammeView } from '@yinxin/contract';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';

/** Links to the help articles of some topics. */
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
  if (articles.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="links">
        {articles.map((article) => (
          <li key={article.slug}>
            <Link to={`/help/${article.slug}`}>{local(article.title)}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
