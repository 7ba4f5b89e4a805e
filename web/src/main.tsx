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
// Chosen by name: what chooses between two imports in one expression gets the style sheet of the second for either.
const AUDIENCES = {
  console: () => import('./console/index.tsx'),
  portal: () => import('./portal/index.tsx'),
};
const audience = forStaff ? 'console' : 'portal';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

// Words and pages come side by side, and the first picture is the whole page: React holds back what replaces a
// placeholder for a third of a second, and there is nothing to show before.
void Promise.all([AUDIENCES[audience](), startLanguage(audience)]).then(([{ default: App }]) =>
  root.render(
    <StrictMode>
      <Providers>
        <App />
      </Providers>
    </StrictMode>,
  ),
);
