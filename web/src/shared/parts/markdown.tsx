import type { ReactNode } from 'react';

/** Safe targets only: pages of the hall, https, mail and telephone. */
const TARGET = /^(https:\/\/|mailto:|tel:|\/(?!\/)|#)/;

function inline(text: string): ReactNode[] {
  const parts = text.split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/g);
  return parts.map((part, at) => {
    const key = `${at}-${part}`;
    const bold = /^\*\*([^*]+)\*\*$/.exec(part);
    if (bold) return <b key={key}>{bold[1]}</b>;
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    const [, label, target] = link ?? [];
    if (label && target && TARGET.test(target)) {
      return (
        <a key={key} href={target}>
          {label}
        </a>
      );
    }
    return label ?? part;
  });
}

type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'paragraph'; readonly text: string };

const ITEM = /^\s*(?:[-*]|\d+[.)\u3001])\s+/;

/** Reads the limited Markdown of articles: headings, paragraphs, lists; anything else is plain text. */
export function parseMarkdown(source: string): Block[] {
  const groups = source.trim().split(/\n\s*\n/);
  return groups.flatMap((group): Block[] => {
    const lines = group.split('\n').filter((line) => line.trim() !== '');
    const heading = /^(#{1,6})\s+(.*)$/.exec(lines[0] ?? '');
    if (heading) {
      const level = (heading[1]?.length ?? 2) > 2 ? 3 : 2;
      const rest = lines.slice(1).join('\n');
      return [{ kind: 'heading', level, text: heading[2] ?? '' }, ...(rest ? parseMarkdown(rest) : [])];
    }
    const firstItem = lines.findIndex((line) => ITEM.test(line));
    if (firstItem === 0) {
      const items: string[] = [];
      for (const line of lines) {
        if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
        else items.push(`${items.pop() ?? ''} ${line.trim()}`);
      }
      return [{ kind: 'list', ordered: /^\s*\d/.test(lines[0] ?? ''), items }];
    }
    if (firstItem > 0) {
      return [
        { kind: 'paragraph', text: lines.slice(0, firstItem).join(' ') },
        ...parseMarkdown(lines.slice(firstItem).join('\n')),
      ];
    }
    return [{ kind: 'paragraph', text: lines.join(' ') }];
  });
}

function BlockOf({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>;
    case 'list': {
      const items = block.items.map((item) => <li key={item}>{inline(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
  }
}

/** An article as elements; no HTML of the source is ever interpreted. */
export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="prose">
      {parseMarkdown(source).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of an article have a fixed order
        <BlockOf key={`${at}-${block.kind}`} block={block} />
      ))}
    </div>
  );
}
