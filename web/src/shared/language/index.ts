import type { LocalText } from '@yinxin/programme';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Whose pages are shown; `console-*.json` holds the words of staff pages. */
export type Audience = 'portal' | 'console';

const files = import.meta.glob<Record<string, unknown>>('../../texts/*/*.json', { import: 'default' });
const STORED = 'yinxin-language';
let audience: Audience = 'portal';

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((one) => one === value);
}

function remembered(): Language {
  try {
    const stored = window.localStorage.getItem(STORED);
    if (isLanguage(stored)) return stored;
  } catch {
    // Storage may be closed (private windows): Chinese then.
  }
  // The hall speaks Chinese until somebody switches: many browsers here are installed in English by chance.
  return 'zh-CN';
}

async function load(language: Language): Promise<void> {
  const wanted = Object.entries(files).flatMap(([path, read]) => {
    const found = /\/([\w-]+)\/([\w-]+)\.json$/.exec(path);
    const [, from, namespace] = found ?? [];
    const mine = namespace?.startsWith('console') ? audience === 'console' : true;
    return from === language && namespace && mine ? [{ namespace, read }] : [];
  });
  await Promise.all(
    wanted.map(async ({ namespace, read }) => {
      if (!i18next.hasResourceBundle(language, namespace)) {
        i18next.addResourceBundle(language, namespace, await read());
      }
    }),
  );
}

/** Loads the words of one audience in the remembered language; call once, before the first render. */
export async function startLanguage(of: Audience): Promise<void> {
  audience = of;
  const language = remembered();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    fallbackLng: false,
    defaultNS: 'common',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
  });
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Changes the language of the whole interface and remembers it. */
export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    window.localStorage.setItem(STORED, language);
  } catch {
    // Not remembered, but in force.
  }
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

/** Reads texts that come from the server or a programme in the language of the page. */
export function useLocal(): (text: LocalText) => string {
  const language = useLanguage();
  return useCallback((text) => (language === 'en' ? text.en : text.zh), [language]);
}
