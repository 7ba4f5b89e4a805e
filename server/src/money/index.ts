/** Money (财务): charges, payments through a channel, the double-entry book, reconciliation. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config, Deps, Room } from '../platform/index.ts';
import { migrations } from './migrations.ts';
import { payeeRoute, remittanceRoutes } from './remittances/routes.ts';
import {
  applicantRoutes,
  callbackRoute,
  cashierRoutes,
  financeRoutes,
  type PaymentMeans,
  type PresentApplication,
} from './routes.ts';
import { type SandboxCashier, sandboxCashier } from './sandbox-cashier.ts';
import { type MoneyPorts, type MoneyService, moneyService } from './service.ts';

export type { OrganisationRef, RemittancePorts } from './remittances/desk.ts';
export { payeesIn } from './remittances/programme-payees.ts';
export type { MoneyFacts } from './remittances/service.ts';
export { type FeeState, feeState } from './rules/fee.ts';
export { type InvoiceChoice, type InvoiceKind, type InvoiceKindAnswer, invoiceKinds } from './rules/invoice-kind.ts';
export {
  isThirdParty,
  mistypedPayee,
  type Payee,
  type ProgrammePayees,
  servingPayee,
} from './rules/payees.ts';
export type { MoneyPorts, MoneyReport, MoneyService, Payable } from './service.ts';

/** Open payments older than a minute are asked for at the bank this often: nothing stays paid there and unpaid here (JX-34). */
const ASK_EVERY_SECONDS = 60;

export interface MoneyWiring {
  ports(deps: Deps): MoneyPorts;
  present(deps: Deps): PresentApplication;
}

interface Opened {
  readonly service: MoneyService;
  /** The sandbox's bank; absent where people pay by bank transfer. */
  readonly cashier: SandboxCashier | undefined;
}

/** The room, wired to applications and audit. `service(deps)` is what other rooms call. */
export function moneyRoom(wiring: MoneyWiring): Room & { service(deps: Deps): MoneyService } {
  const opened = new WeakMap<Deps, Opened>();
  const addresses = new WeakMap<Deps, FastifyInstance>();
  const open = (deps: Deps): Opened => {
    const known = opened.get(deps);
    if (known) return known;
    const cashier =
      deps.config.payment.driver === 'sandbox'
        ? sandboxCashier({
            db: deps.db,
            clock: deps.clock,
            jobs: deps.jobs,
            key: deps.sealing.derive('sandbox cashier callbacks'),
            notifyUrl: () => `${ownAddress(addresses.get(deps), deps)}/api/payments/callbacks/sandbox`,
          })
        : undefined;
    const service = moneyService({
      db: deps.db,
      clock: deps.clock,
      sealing: deps.sealing,
      ...(cashier ? { channel: cashier } : {}),
      ports: wiring.ports(deps),
    });
    const made = { service, cashier };
    opened.set(deps, made);
    return made;
  };
  return {
    name: 'money',
    migrations,
    service: (deps) => open(deps).service,
    async register(app, deps) {
      addresses.set(deps, app);
      const { service, cashier } = open(deps);
      if (cashier) await callbackRoute(app, cashier, service);
      applicantRoutes(app, service, wiring.present(deps), paymentMeans(deps.config.payment));
      financeRoutes(app, service, deps.clock);
      remittanceRoutes(app, service.remittances);
      payeeRoute(app, service.remittances, wiring.present(deps));
      if (cashier) cashierRoutes(app, cashier);
    },
    async start(deps) {
      const { service, cashier } = open(deps);
      await cashier?.start();
      deps.jobs.every('money-ask-the-bank', ASK_EVERY_SECONDS, async () => {
        await service.reconcile();
      });
    },
  };
}

/** How people pay here, as the configuration says. */
export function paymentMeans({ driver, accountName, accountNumber, bank }: Config['payment']): PaymentMeans {
  const isComplete = accountName !== undefined && accountNumber !== undefined && bank !== undefined;
  const transfer = driver === 'offline' && isComplete ? { accountName, accountNumber, bank } : null;
  return { cashier: driver === 'sandbox', transfer };
}

/** Where this very process listens: the sandbox bank calls back to it. */
function ownAddress(app: FastifyInstance | undefined, deps: Deps): string {
  const [first]: (AddressInfo | string | null)[] = [app?.server.address() ?? null];
  return typeof first === 'object' && first !== null ? `http://127.0.0.1:${first.port}` : deps.config.publicUrl;
}
