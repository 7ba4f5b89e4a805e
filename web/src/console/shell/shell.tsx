import { Outlet } from '@tanstack/react-router';
import type { SessionView } from '@yinxin/contract';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch, SandboxRibbon, SealMark, SkipLink } from '../../shared/layout/index.ts';
import { HeldProvider } from '../orders/held-decision.tsx';
import { Go, useGo, usePath } from '../parts/place.tsx';
import { type Place, placesFor } from './navigation.ts';
import { Person } from './person.tsx';
import { SearchBox } from './search-box.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { ShortcutProvider, useShortcuts } from './shortcuts.tsx';

type Staff = NonNullable<SessionView['staff']>;
const GROUPS = ['work', 'desks', 'requests', 'money', 'authority', 'administration'] as const;

/** Frame of every page of the console: search above, places at the left by role, keys for all of it. */
export function Shell({ staff }: { readonly staff: Staff }) {
  return (
    <ShortcutProvider>
      <HeldProvider>
        <Frame staff={staff} />
      </HeldProvider>
    </ShortcutProvider>
  );
}

function Frame({ staff }: { readonly staff: Staff }) {
  const { t } = useTranslation('console');
  const [help, setHelp] = useState(false);
  const [menu, setMenu] = useState(false);
  const go = useGo();
  const path = usePath();
  const places = placesFor(staff.roles);
  useEffect(() => {
    if (path) setMenu(false);
  }, [path]);
  useShortcuts([
    { keys: '?', label: t('keys.help'), run: () => setHelp(true) },
    { keys: '/', label: t('keys.search'), run: () => document.getElementById('console-search')?.focus() },
    ...places.flatMap((place) =>
      place.keys
        ? [{ keys: place.keys, label: t('keys.go', { place: t(`place.${place.key}`) }), run: () => go(place.to) }]
        : [],
    ),
  ]);
  return (
    <>
      <SkipLink />
      <SandboxRibbon />
      <header className="bar">
        <Button className="bar-menu" aria-expanded={menu} aria-controls="console-places" onClick={() => setMenu(!menu)}>
          {t('menu')}
        </Button>
        <Go to="/" className="bar-brand">
          <SealMark />
          <span>{t('title')}</span>
        </Go>
        <SearchBox />
        <div className="bar-end">
          <button type="button" className="top-link" onClick={() => setHelp(true)}>
            {t('keys.short')}
          </button>
          <LanguageSwitch />
          <Person staff={staff} />
        </div>
      </header>
      <div className="frame">
        <nav id="console-places" className={menu ? 'places places-open' : 'places'} aria-label={t('places')}>
          {GROUPS.map((group) => (
            <Places key={group} title={t(`group.${group}`)} places={places.filter((one) => one.group === group)} />
          ))}
        </nav>
        <main id="content" tabIndex={-1} className="desk">
          <Outlet />
        </main>
      </div>
      {help && <ShortcutHelp onClose={() => setHelp(false)} />}
    </>
  );
}

function Places({ title, places }: { readonly title: string; readonly places: readonly Place[] }) {
  const { t } = useTranslation('console');
  const path = usePath();
  if (places.length === 0) return null;
  return (
    <div className="places-group">
      <p className="places-title">{title}</p>
      <ul>
        {places.map((place) => (
          <li key={place.key}>
            <Go to={place.to} current={path === place.to || (place.to !== '/' && path.startsWith(`${place.to}/`))}>
              {t(`place.${place.key}`)}
            </Go>
          </li>
        ))}
      </ul>
    </div>
  );
}
