import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/parts/index.ts';

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly of: (row: T) => ReactNode;
  readonly numeric?: boolean;
  /** A state or a day: it stays on one line. */
  readonly short?: boolean;
}

function classOf({ numeric, short }: Pick<Column<never>, 'numeric' | 'short'>): string | undefined {
  return numeric ? 'grid-number' : short ? 'grid-short' : undefined;
}

/** A table on wide screens, a list of cards on a telephone; an empty one says why. */
export function Grid<T>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
  emptyText,
}: {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly empty: string;
  readonly emptyText?: string;
}) {
  if (rows.length === 0) return <EmptyState title={empty}>{emptyText && <p>{emptyText}</p>}</EmptyState>;
  return (
    <div className="grid-frame">
      <table className="grid">
        <caption className="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.key} data-label={column.label} className={classOf(column)}>
                  <div>{column.of(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
