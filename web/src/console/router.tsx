import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AuditPage } from './administration/audit-page.tsx';
import { FailedWorkPage } from './administration/failed-work-page.tsx';
import { PricesPage } from './administration/prices-page.tsx';
import { CalendarPage } from './administration/programmes/calendar-page.tsx';
import { ProgrammePage } from './administration/programmes/programme-page.tsx';
import { ProgrammesPage } from './administration/programmes/programmes-page.tsx';
import { VersionsPage } from './administration/programmes/versions-page.tsx';
import { StaffPage } from './administration/staff-page.tsx';
import { TemplatesPage } from './administration/templates-page.tsx';
import { AnnouncementsPage } from './announcements/announcements-page.tsx';
import { AuthoritiesPage } from './authority/authorities-page.tsx';
import { AuthorityPage } from './authority/authority-page.tsx';
import { CeremoniesPage } from './authority/ceremonies-page.tsx';
import { CertificatePage } from './authority/certificate-page.tsx';
import { EscrowPage } from './authority/escrow-page.tsx';
import { NewCeremonyPage } from './authority/new-ceremony-page.tsx';
import { ProfilesPage } from './authority/profiles-page.tsx';
import { StatusPage } from './authority/status-page.tsx';
import { MailRoomPage } from './desks/mail-room-page.tsx';
import { ParcelsPage } from './desks/parcels-page.tsx';
import { ShippingPage } from './desks/shipping-page.tsx';
import { Dashboard } from './home/dashboard.tsx';
import { QueuePage } from './home/queue-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { CertificatesPage } from './office/certificates-page.tsx';
import { LedgerPage } from './office/ledger-page.tsx';
import { MobileChangesPage } from './office/mobile-changes-page.tsx';
import { NameCorrectionsPage } from './office/name-corrections-page.tsx';
import { PaymentsPage } from './office/payments-page.tsx';
import { CustomerAccountPage } from './office/remittances/customer-account-page.tsx';
import { RemittancePage } from './office/remittances/remittance-page.tsx';
import { RemittancesPage } from './office/remittances/remittances-page.tsx';
import { RevocationsPage } from './office/revocations-page.tsx';
import { ServicePage } from './office/service-page.tsx';
import { OrderPage } from './orders/order-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { BatchPage } from './production/batch-page.tsx';
import { MakingPage } from './production/making-page.tsx';
import { MediaPage } from './production/media-page.tsx';
import { PasswordCardsPage } from './production/password-cards-page.tsx';
import { ProductionPage } from './production/production-page.tsx';
import { RenewalsPage } from './renewals/renewals-page.tsx';
import { ChangePasswordPage } from './shell/change-password-page.tsx';
import { Gate } from './shell/gate.tsx';
import { MediumPage } from './stock/medium-page.tsx';
import { StockTakesPage } from './stock/stock-takes-page.tsx';

const root = createRootRoute({ component: Gate, notFoundComponent: NotFoundPage });
const pages = {
  '/': Dashboard,
  '/queues/$queue': QueuePage,
  '/orders': OrdersPage,
  '/orders/$id': OrderPage,
  '/mail-room': MailRoomPage,
  '/production': ProductionPage,
  '/production/batches/$id': BatchPage,
  '/production/$id': MakingPage,
  '/media': MediaPage,
  '/media/$serial': MediumPage,
  '/stock-takes': StockTakesPage,
  '/password-cards': PasswordCardsPage,
  '/shipping': ShippingPage,
  '/parcels': ParcelsPage,
  '/service': ServicePage,
  '/name-corrections': NameCorrectionsPage,
  '/mobile-changes': MobileChangesPage,
  '/revocations': RevocationsPage,
  '/certificates': CertificatesPage,
  '/certificates/$serial': CertificatePage,
  '/certificate-status': StatusPage,
  '/authorities': AuthoritiesPage,
  '/authorities/$name': AuthorityPage,
  '/ceremonies': CeremoniesPage,
  '/ceremonies/new': NewCeremonyPage,
  '/escrow': EscrowPage,
  '/profiles': ProfilesPage,
  '/payments': PaymentsPage,
  '/remittances': RemittancesPage,
  '/remittances/$id': RemittancePage,
  '/customer-accounts/$id': CustomerAccountPage,
  '/ledger': LedgerPage,
  '/prices': PricesPage,
  '/staff': StaffPage,
  '/programmes': ProgrammesPage,
  '/working-calendar': CalendarPage,
  '/programmes/$programme': ProgrammePage,
  '/programmes/$programme/versions': VersionsPage,
  '/templates': TemplatesPage,
  '/renewals': RenewalsPage,
  '/announcements': AnnouncementsPage,
  '/failed-work': FailedWorkPage,
  '/audit': AuditPage,
  '/password': ChangePasswordPage,
};

export const router = createRouter({
  routeTree: root.addChildren(
    Object.entries(pages).map(([path, component]) => createRoute({ getParentRoute: () => root, path, component })),
  ),
  basepath: '/console',
  scrollRestoration: true,
  defaultPreload: false,
});
