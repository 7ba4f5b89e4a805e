import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SandboxRibbon, SkipLink } from '../shared/layout/index.ts';
import { PageTitle } from '../shared/parts/index.ts';

/**
 * The staff's side, a chunk of its own: the default export is rendered inside the shared providers for every address
 * under `/console`. Its words are `texts/{zh-CN,en}/console-*.json`, loaded only here.
 */
const root = createRootRoute({
  component: () => (
    <>
      <SkipLink />
      <SandboxRibbon />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  ),
});

function Welcome() {
  const { t } = useTranslation('console');
  return <PageTitle title={t('title')}>{t('title')}</PageTitle>;
}

const router = createRouter({
  routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Welcome })]),
  basepath: '/console',
});

export default function Console() {
  return <RouterProvider router={router} />;
}
