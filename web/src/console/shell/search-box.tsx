import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sign } from '../../shared/parts/index.ts';
import { useGo } from '../parts/place.tsx';

/** One box for everything: order number, name, credit code, tracking number, medium. */
export function SearchBox() {
  const { t } = useTranslation('console');
  const go = useGo();
  const [text, setText] = useState('');
  return (
    <search className="bar-search-place">
      <form
        className="bar-search"
        onSubmit={(event) => {
          event.preventDefault();
          go(`/orders?${new URLSearchParams({ q: text.trim() }).toString()}`);
        }}
      >
        <Input
          id="console-search"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
        />
        <Button htmlType="submit" aria-label={t('search.go')} icon={<Sign kind="search" />} />
      </form>
    </search>
  );
}
