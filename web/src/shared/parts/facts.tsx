import type { ReactNode } from 'react';

/** Label and value pairs; entries without a value are left out. */
export function Facts({
  of,
}: {
  readonly of: readonly (readonly [ReactNode, ReactNode] | null | false | '' | undefined)[];
}) {
  return (
    <dl className="facts">
      {of.map((entry, at) =>
        entry && entry[1] !== null && entry[1] !== undefined && entry[1] !== '' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pairs of a record have a fixed order
          <div key={at}>
            <dt>{entry[0]}</dt>
            <dd>{entry[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
