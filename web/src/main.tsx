import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { startLanguage } from './shared/language/index.ts';
import { Providers } from './shared/providers.tsx';
import './shared/theme/index.ts';

// The Content-Security-Policy forbids code made from text; zod must not try.
z.config({ jitless: true });

/** Applicants never download the console: each audience is its own chunk, with its own routes. */
const forStaff = window.location.pathname === '/console' || window.location.pathname.startsWith('/console/');
// Two functions: of one expression with both imports the bundler would load the style sheet of the second for either.
const consolePages = () => import('./console/index.tsx');
const portalPages = () => import('./portal/index.tsx');
const audience = forStaff ? consolePages() : portalPages();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

// Words and pages come side by side, and the first picture is the whole page: React holds back what replaces a
// placeholder for a third of a second, and there is nothing to show before.
void Promise.all([audience, startLanguage(forStaff ? 'console' : 'portal')]).then(([{ default: App }]) =>
  root.render(
    <StrictMode>
      <Providers>
        <App />
      </Providers>
    </StrictMode>,
  ),
);
