import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sign } from '../../shared/parts/index.ts';
import { useGo } from '../parts/place.tsx';
import { moved } from './found.ts';
import { FoundList, lineId } from './found-list.tsx';
import { useFound } from './use-found.ts';

/**
 * One box for everything: order, company by name or pinyin initials, credit code, key serial, tracking number, invoice.
 * What is found stands below while one types; arrows and Enter open it, Enter alone lists orders.
 */
export function SearchBox() {
  const { t } = useTranslation('console');
  const go = useGo();
  const list = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = useFound(open ? text : '');
  const lines = found.groups.flatMap((group) => group.lines);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins at its first line
  useEffect(() => setAt(-1), [text]);
  const close = () => {
    setOpen(false);
    setAt(-1);
  };
  const follow = (to: string) => {
    close();
    go(to);
  };
  const isShown = open && text.trim() !== '';
  const chosen = lines[at];
  return (
    <search className="bar-search-place">
      <form
        className="bar-search"
        onSubmit={(event) => {
          event.preventDefault();
          follow(chosen?.to ?? `/orders?${new URLSearchParams({ q: text.trim() }).toString()}`);
        }}
      >
        <Input
          id="console-search"
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={isShown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? lineId(list, at) : undefined}
          placeholder={t('search.placeholder')}
          value={text}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={close}
          onKeyDown={(event) => {
            // Enter that ends an input method's word does not search.
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape') close();
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
            event.preventDefault();
            setOpen(true);
            setAt(moved(at, event.key === 'ArrowDown' ? 1 : -1, lines.length));
          }}
          autoComplete="off"
        />
        <Button htmlType="submit" aria-label={t('search.go')} icon={<Sign kind="search" />} />
      </form>
      {isShown && <FoundList id={list} found={found} at={at} onChoose={follow} />}
    </search>
  );
}
