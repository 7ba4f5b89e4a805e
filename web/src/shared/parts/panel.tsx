import { type ReactNode, useId } from 'react';

/** A sheet of paper on the page, with its heading. */
export function Panel({
  title,
  children,
  aside,
  tone,
  id,
}: {
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  readonly tone?: 'act' | 'plain';
  readonly id?: string;
}) {
  const own = useId();
  return (
    <section className={`panel panel-${tone ?? 'plain'}`} id={id} aria-labelledby={title ? own : undefined}>
      {title && (
        <div className="panel-head">
          <h2 id={own}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
