import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { HomePage } from './home/home-page.tsx';
import { NotFoundPage } from './layout/not-found-page.tsx';
import { PortalLayout } from './layout/portal-layout.tsx';

const root = createRootRoute({ component: PortalLayout, notFoundComponent: NotFoundPage });
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

export const router = createRouter({
  routeTree: root.addChildren([home]),
  scrollRestoration: true,
  defaultPreload: false,
});
