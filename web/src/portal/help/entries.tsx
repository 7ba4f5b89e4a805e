import type { ProgrammeView } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';
import type { ReactNode } from 'react';
import { useLocal } from '../../shared/language/index.ts';
import { grouped } from './grouped.ts';

/** A page of the help, and the programme that words it. */
export interface Entry {
  readonly programme: Pick<ProgrammeView, 'code' | 'name'>;
  readonly slug: string;
  readonly title: LocalText;
}

/** Links to pages of the help; what several programmes call the same stands once, with a link for each of them. */
export function Entries<E extends Entry>({
  of,
  link,
}: {
  readonly of: readonly E[];
  readonly link: (entry: E, text: string) => ReactNode;
}) {
  const local = useLocal();
  const byTitle = grouped(of, ({ title }) => title.zh);
  // Programmes word the same question their own way: then the name of the programme stands beside it.
  const bySlug = grouped(of, ({ slug }) => slug);
  return [...byTitle.values()].map(([first, ...others]) =>
    first === undefined ? null : others.length === 0 ? (
      <li key={`${first.programme.code} ${first.slug}`}>
        {link(first, local(first.title))}
        {(bySlug.get(first.slug)?.length ?? 0) > 1 && (
          <span className="small quiet"> {local(first.programme.name)}</span>
        )}
      </li>
    ) : (
      <li key={`${first.programme.code} ${first.slug}`}>
        {local(first.title)}
        <ul className="link-row small">
          {[first, ...others].map((one) => (
            <li key={`${one.programme.code} ${one.slug}`}>{link(one, local(one.programme.name))}</li>
          ))}
        </ul>
      </li>
    ),
  );
}
