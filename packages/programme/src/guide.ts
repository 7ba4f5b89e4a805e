import { z } from 'zod';
import { Code, LocalText } from './text.ts';

/** What the certificate assistant can find out by itself; each is a line of its diagnosis, passed or failed. */
export const GUIDE_MEASURES = [
  'browser',
  'assistant',
  'key',
  'certificate',
  'validity',
  'initial-pin',
  'lock',
  'site',
  'tax-number',
] as const;
export type GuideMeasure = (typeof GUIDE_MEASURES)[number];

/** One thing to do; `risk` is what it costs in safety, shown with it. */
export const GuideWay = z.strictObject({ do: LocalText, risk: LocalText.optional() });

/** A question; one with a `measure` is answered `yes` or `no` by the assistant where it runs, else by the person. */
export const GuideQuestion = z.strictObject({
  kind: z.literal('question'),
  code: Code,
  ask: LocalText,
  measure: z.enum(GUIDE_MEASURES).optional(),
  answers: z.array(z.strictObject({ code: Code, label: LocalText, to: Code })).min(2),
});

/** What is the matter and what to do: one after the other, or singly and together as one likes. `to`: if it did not help. */
export const GuideRemedy = z.strictObject({
  kind: z.literal('remedy'),
  code: Code,
  cause: LocalText,
  order: z.enum(['in-turn', 'any']).default('in-turn'),
  ways: z.array(GuideWay).min(1),
  to: Code.optional(),
});

/** A guided check 引导检查: questions and what to do, as data. It starts at its first node; nothing leads back. */
export const Guide = z.strictObject({
  slug: Code,
  title: LocalText,
  lead: LocalText,
  topics: z.array(Code),
  nodes: z.array(z.discriminatedUnion('kind', [GuideQuestion, GuideRemedy])).min(2),
});
export type Guide = z.infer<typeof Guide>;
export type GuideNode = Guide['nodes'][number];

/** What was answered at a node: the code of an answer, or whether the remedy helped. */
export type GuideReplies = Readonly<Record<string, string>>;
export const HELPED = 'helped';
export const NOT_HELPED = 'not-helped';

export interface GuideStep {
  readonly node: GuideNode;
  readonly reply: string;
}

/** The way taken so far, and where it stands: at a node, `solved`, or at its end without help (`support`). */
export interface GuideWalk {
  readonly taken: readonly GuideStep[];
  readonly at: GuideNode | 'solved' | 'support';
}

/** Follows the replies from the first node on. A reply a node does not offer is as good as none. Pure. */
export function walkGuide({ nodes }: Pick<Guide, 'nodes'>, replies: GuideReplies): GuideWalk {
  const taken: GuideStep[] = [];
  let at: GuideNode | undefined = nodes[0];
  while (at) {
    const reply = replies[at.code];
    const next = reply === undefined ? undefined : leadsTo(at, reply);
    if (reply === undefined || next === undefined) return { taken, at };
    taken.push({ node: at, reply });
    if (next === 'solved' || next === 'support') return { taken, at: next };
    at = nodes.find(({ code }) => code === next.node);
  }
  return { taken, at: 'support' };
}

function leadsTo(node: GuideNode, reply: string): { readonly node: string } | 'solved' | 'support' | undefined {
  if (node.kind === 'question') {
    const answer = node.answers.find(({ code }) => code === reply);
    return answer && { node: answer.to };
  }
  if (reply === HELPED) return 'solved';
  if (reply !== NOT_HELPED) return undefined;
  return node.to === undefined ? 'support' : { node: node.to };
}
