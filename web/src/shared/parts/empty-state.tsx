import type { ReactNode } from 'react';

/** What a list shows when it is empty: why, and what can be done. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <svg viewBox="0 0 64 48" aria-hidden="true" focusable="false">
        <path d="M10 20L18 6h28l8 14v22H10zM10 20h14l3 6h10l3-6h14" />
      </svg>
      <p className="empty-title">{title}</p>
      {children}
      {action}
    </div>
  );
}
