import type { Command } from '../engine/commands.ts';
import { projectOf, stageOf } from '../engine/context.ts';
import type { Actor } from '../engine/events.ts';
import { mediumOf } from '../engine/stages/holder.ts';
import { awaitsReceipt, mediaWanted, writable } from '../engine/stages/install.ts';
import { invoiceToEnclose } from '../engine/stages/invoice.ts';
import { isToReverse } from '../engine/stages/refund.ts';
import type { ApplicationState, MaterialFile } from '../engine/state.ts';
import type { Account } from './account.ts';
import { answer, holder, house, invoicing, worker } from './player.ts';

interface Given {
  readonly command: Command;
  readonly actor: Actor;
}
const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890123' };
const recipient = { name: '赵收件', mobile: '13900139000', address: '广东省深圳市某路 2 号' };
const reviewer = worker('reviewer', 's1');

/** The next thing somebody has to do so that an order goes on in its ordinary way. */
export function onward(account: Account, order: ApplicationState): Given | undefined {
  const by = (actor: Actor, command: Command): Given => ({ actor, command });
  const { programme } = account;
  const serial = mediumOf(order) ?? `YK${order.number}`;
  if (order.void) return backing(order);
  switch (order.stage) {
    case 'fill':
      return by(holder, filling(account, order));
    case 'review': {
      const unpaid = order.price !== null && order.price.totalFen > 0 && order.payment.paidAt === null;
      if (unpaid && order.hold?.reasons.includes('fee')) return by(house, paying(account, order));
      if (order.hold) return by(house, { type: 'recheck' });
      if (order.review.heldBy?.id !== reviewer.id) return by(reviewer, { type: 'take' });
      return by(reviewer, { type: 'approve', dataVersion: order.dataVersion });
    }
    case 'payment':
      return by(house, paying(account, order));
    case 'papers':
      return order.papers.status === 'posted'
        ? by(worker('mail-room'), { type: 'confirm-papers' })
        : by(holder, { type: 'post-papers', ...parcel });
    case 'production':
      return order.production.status === 'started'
        ? by(worker('production'), { type: 'certificate-made', certificates: [] })
        : by(worker('production'), { type: 'production-started', mediumSerial: serial, passwordCard: 'PC' });
    case 'delivery': {
      if (order.supplement.status === 'needed') return by(worker('mail-room'), { type: 'confirm-supplement' });
      const posts = stageOf(programme, order, 'delivery')?.modes.includes('post') ?? false;
      if (order.delivery.mode === null) {
        const command: Command = posts
          ? { type: 'set-delivery', mode: 'post', recipient }
          : { type: 'set-delivery', mode: 'collect' };
        return by(holder, command);
      }
      if (invoiceToEnclose(order, { programme })) return by(worker('finance'), invoicing(order));
      const shipping = worker('shipping');
      return order.delivery.mode === 'post'
        ? by(shipping, { type: 'dispatch', ...parcel, mediumSerial: serial })
        : by(shipping, { type: 'hand-over', collector: '王小明', mediumSerial: serial });
    }
    case 'provision': {
      const card = stageOf(programme, order, 'provision')?.passwordCard ?? false;
      const items = Array.from({ length: mediaWanted(order, { programme }) }, (_, i) => ({
        mediumSerial: `YK${order.number}${i}`,
        passwordCard: card ? `PC${i}` : null,
      }));
      return by(worker('shipping'), { type: 'provide-media', items, ...parcel });
    }
    case 'install': {
      if (awaitsReceipt(order, { programme })) return by(holder, { type: 'confirm-received' });
      const mediumSerial = writable(order, { programme }).find((one) => !order.install.installed.includes(one));
      if (mediumSerial === undefined) return undefined;
      if (!order.install.started.includes(mediumSerial)) return by(house, { type: 'install-started', mediumSerial });
      return order.install.made.includes(mediumSerial)
        ? by(house, { type: 'installed', mediumSerial })
        : by(house, { type: 'certificate-made', certificates: [], mediumSerial });
    }
    case 'activation':
      return by(house, { type: 'activated', mediumSerial: serial });
    case 'binding': {
      const system = stageOf(programme, order, 'binding')?.system ?? '';
      return by(house, { type: 'bound', system, account: 'A' });
    }
    case 'unlock':
      return by(house, { type: 'unlocked', mediumSerial: serial });
    case 'seal':
      return order.seal.id === null
        ? by(house, { type: 'seal-made', sealId: order.id })
        : by(house, { type: 'seal-installed', sealId: order.seal.id, mediumSerial: serial });
    case 'finished':
      return undefined;
  }
}

/** What was paid for an order that is over goes back: three people take part. */
function backing(order: ApplicationState): Given | undefined {
  if (order.payment.paidAt === null) return undefined;
  switch (order.refund.status) {
    case 'none':
    case 'faulty':
    case 'refused':
      return { actor: holder, command: { type: 'request-refund', note: '-' } };
    case 'requested':
      return { actor: worker('finance', 's8'), command: { type: 'approve-refund' } };
    case 'approved':
      if (isToReverse(order))
        return { actor: worker('finance', 's9'), command: { type: 'reverse-invoice', number: '26009999999999' } };
      return { actor: worker('finance', 's9'), command: { type: 'pay-out-refund', reference: 'R' } };
    case 'refunded':
      return undefined;
  }
}

function filling(account: Account, order: ApplicationState): Command {
  const project = projectOf(account.programme, order);
  const open = project.fields.filter((f) => f.required && (order.fields[f.code]?.value ?? '') === '');
  if (open.length > 0) return { type: 'save-draft', fields: Object.fromEntries(open.map((f) => [f.code, answer(f)])) };
  const returned = Object.entries(order.fields).find(([, field]) => field.status === 'returned');
  const spec = returned && project.fields.find((f) => f.code === returned[0]);
  if (spec) return { type: 'save-draft', fields: { [spec.code]: `${answer(spec)}${spec.kind === 'text' ? 'B' : ''}` } };
  const missing = project.materials.find((m) => {
    const there = order.materials[m.code];
    const due = m.required && m.object === 'document';
    return due && (!there || there.status === 'returned' || (there.printed && there.dataVersion !== order.dataVersion));
  });
  if (missing) return { type: 'attach-material', material: missing.code, file: scan(account.id()) };
  return { type: 'submit', dataVersion: order.dataVersion };
}

function paying(account: Account, order: ApplicationState): Command {
  const chargeId = account.id();
  if (order.payment.chargeId === null) return { type: 'charge-opened', chargeId, attemptId: chargeId };
  const amountFen = order.price?.totalFen ?? 0;
  const paidAt = new Date(account.now).toISOString();
  return { type: 'payment-settled', chargeId: order.payment.chargeId, amountFen, paidAt };
}

export function scan(sha256: string): MaterialFile {
  return { file: sha256, name: 'a.pdf', mediaType: 'application/pdf', bytes: 1000, pages: 1, sha256, mark: null };
}
