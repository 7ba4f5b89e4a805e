import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { startLanguage } from './shared/language/index.ts';
import { Providers } from './shared/providers.tsx';
import './shared/theme/index.ts';

// The Content-Security-Policy forbids code made from text; zod must not try.
z.config({ jitless: true });

/** Applicants never download the console: each audience is its own chunk, with its own routes. */
const forStaff = window.location.pathname === '/console' || window.location.pathname.startsWith('/console/');
const App = forStaff ? lazy(() => import('./console/index.tsx')) : lazy(() => import('./portal/index.tsx'));

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

void startLanguage(forStaff ? 'console' : 'portal').then(() =>
  root.render(
    <StrictMode>
      <Providers>
        <Suspense fallback={null}>
          <App />
        </Suspense>
      </Providers>
    </StrictMode>,
  ),
);
