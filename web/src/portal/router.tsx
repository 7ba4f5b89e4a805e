import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AlreadyRegisteredPage } from './account/already-registered-page.tsx';
import { MobileChangePage } from './account/mobile-change-page.tsx';
import { MobileChangeStatusPage } from './account/mobile-change-status-page.tsx';
import { PasswordResetPage } from './account/password-reset-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { SystemSignInPage } from './account/system-sign-in-page.tsx';
import { AccountsPage } from './accounts/accounts-page.tsx';
import { ApplicationPage } from './application/application-page.tsx';
import { BranchesPage } from './branches/branches-page.tsx';
import { CertificatesPage } from './certificates/certificates-page.tsx';
import { HoldingPage } from './certificates/holding-page.tsx';
import { StartPage } from './certificates/start-page.tsx';
import { CertificateTestPage } from './diagnosis/certificate-test-page.tsx';
import { GuidePage } from './diagnosis/guide-page.tsx';
import { DownloadsPage } from './downloads/downloads-page.tsx';
import { ArticlePage } from './help/article-page.tsx';
import { ContactPage } from './help/contact-page.tsx';
import { HelpPage } from './help/help-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { NotFoundPage } from './layout/not-found-page.tsx';
import { PortalLayout } from './layout/portal-layout.tsx';
import { SignedIn } from './layout/signed-in.tsx';
import { MessagesPage } from './messages/messages-page.tsx';
import { OrderPage } from './order/order-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { ProjectPage } from './project/project-page.tsx';
import { RegisterPage } from './register/register-page.tsx';
import { BatchPage } from './renewals/batch-page.tsx';
import { RenewalsPage } from './renewals/renewals-page.tsx';
import { NameCorrectionPage } from './requests/name-correction-page.tsx';
import { SealPage } from './seals/seal-page.tsx';
import { SealsPage } from './seals/seals-page.tsx';
import { PermissionsPage } from './settings/permissions-page.tsx';
import { PersonalKeyPage } from './settings/personal-key-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';

const root = createRootRoute({ component: PortalLayout, notFoundComponent: NotFoundPage });
const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });

const open = [
  createRoute({ getParentRoute: () => root, path: '/', component: HomePage }),
  createRoute({ getParentRoute: () => root, path: '/projects/$programme/$project', component: ProjectPage }),
  createRoute({ getParentRoute: () => root, path: '/register', component: RegisterPage }),
  createRoute({ getParentRoute: () => root, path: '/already-registered', component: AlreadyRegisteredPage }),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage }),
  createRoute({ getParentRoute: () => root, path: '/sign-in/system', component: SystemSignInPage }),
  createRoute({ getParentRoute: () => root, path: '/branches', component: BranchesPage }),
  createRoute({ getParentRoute: () => root, path: '/password-reset', component: PasswordResetPage }),
  createRoute({ getParentRoute: () => root, path: '/mobile-change', component: MobileChangePage }),
  createRoute({ getParentRoute: () => root, path: '/mobile-change/status', component: MobileChangeStatusPage }),
  createRoute({ getParentRoute: () => root, path: '/help', component: HelpPage }),
  createRoute({ getParentRoute: () => root, path: '/help/$slug', component: ArticlePage }),
  createRoute({ getParentRoute: () => root, path: '/guides/$programme/$slug', component: GuidePage }),
  createRoute({ getParentRoute: () => root, path: '/certificate-test', component: CertificateTestPage }),
  createRoute({ getParentRoute: () => root, path: '/downloads/$programme', component: DownloadsPage }),
  createRoute({ getParentRoute: () => root, path: '/contact', component: ContactPage }),
];
const own = [
  createRoute({ getParentRoute: () => signedIn, path: '/orders', component: OrdersPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/orders/$id', component: OrderPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/orders/$id/application', component: ApplicationPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/messages', component: MessagesPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/certificates', component: CertificatesPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/certificates/$id', component: HoldingPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/certificates/$id/$service', component: StartPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/renewals', component: RenewalsPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/renewals/$id', component: BatchPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/seals', component: SealsPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/seals/$id', component: SealPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/accounts', component: AccountsPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/settings', component: SettingsPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/permissions', component: PermissionsPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/personal-key', component: PersonalKeyPage }),
  createRoute({ getParentRoute: () => signedIn, path: '/name-correction', component: NameCorrectionPage }),
];
// Only a sandbox leads there; its pages are not loaded elsewhere.
const sandbox = [
  createRoute({
    getParentRoute: () => root,
    path: '/sandbox',
    component: lazyRouteComponent(() => import('../sandbox/sandbox-page.tsx'), 'SandboxPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sandbox/cashier/$reference',
    component: lazyRouteComponent(() => import('../sandbox/cashier-page.tsx'), 'CashierPage'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([...open, signedIn.addChildren(own), ...sandbox]),
  scrollRestoration: true,
  defaultPreload: false,
});
