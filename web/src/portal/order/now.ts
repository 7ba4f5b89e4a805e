import type { ApplicationView } from '@yinxin/contract';

/** What the order page puts first. */
export type Now =
  | 'void'
  | 'fill'
  | 'returned'
  | 'review'
  | 'pay'
  | 'pay-pending'
  | 'post'
  | 'posted'
  | 'papers-faulty'
  | 'making'
  | 'supplement'
  | 'send'
  | 'collect'
  | 'held'
  | 'provision'
  | 'install'
  | 'activation'
  | 'binding'
  | 'unlock'
  | 'seal'
  | 'finished';

type Known = Pick<ApplicationView, 'stage' | 'paymentState' | 'hold'> & {
  readonly void: unknown;
  readonly submittedAt: string | null;
  readonly papers: Pick<ApplicationView['papers'], 'status'>;
  readonly supplement: Pick<ApplicationView['supplement'], 'status'>;
  readonly delivery: Pick<ApplicationView['delivery'], 'mode'>;
};

/** The one thing that counts now: a void order asks for nothing (JX-32), papers only once paid (JX-39). */
export function nowOf(view: Known): Now {
  if (view.void !== null) return 'void';
  switch (view.stage) {
    case 'fill':
      return view.submittedAt === null ? 'fill' : 'returned';
    case 'review':
      return view.hold === null ? 'review' : 'held';
    case 'payment':
      return view.paymentState === 'pending' ? 'pay-pending' : 'pay';
    case 'papers':
      if (view.papers.status === 'faulty') return 'papers-faulty';
      return view.papers.status === 'to-post' || view.papers.status === 'not-yet' ? 'post' : 'posted';
    case 'production':
      return 'making';
    case 'delivery':
      if (view.supplement.status === 'needed') return 'supplement';
      return view.delivery.mode === 'collect' ? 'collect' : 'send';
    case 'provision':
    case 'install':
    case 'activation':
    case 'binding':
    case 'unlock':
    case 'seal':
    case 'finished':
      return view.stage;
  }
}
