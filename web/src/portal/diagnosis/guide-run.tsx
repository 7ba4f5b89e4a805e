import { Link } from '@tanstack/react-router';
import type { Diagnosis } from '@yinxin/assistant/diagnosis';
import { type Guide, type GuideNode, HELPED, NOT_HELPED, walkGuide } from '@yinxin/programme';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, Panel } from '../../shared/parts/index.ts';
import { measured } from './facts.ts';

interface Asked {
  readonly guide: Guide;
  /** What was measured; null where the guide measures nothing. */
  readonly diagnosis: Diagnosis | null;
  readonly phone: string;
  /** Looks at assistant and medium once more. */
  readonly again?: () => void;
}

/** Goes through a guide one node at a time; every answer given stays visible and can be taken back. */
export function GuideRun({ guide, diagnosis, phone, again }: Asked) {
  const { t } = useTranslation('diagnosis');
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  // A person's own answer counts before a measurement: they see what the assistant cannot.
  const replies = Object.fromEntries(
    guide.nodes.flatMap((node) => {
      const found = diagnosis && node.kind === 'question' ? measured(diagnosis, node.measure) : null;
      const reply = given[node.code] ?? found;
      return reply === null ? [] : [[node.code, reply] as const];
    }),
  );
  const walk = walkGuide(guide, replies);
  const reply = (code: string, answer: string) => setGiven({ ...given, [code]: answer });
  return (
    <>
      <ol className="checks">
        {walk.taken.map((step) => (
          <Taken key={step.node.code} node={step.node} reply={step.reply} isMeasured={!(step.node.code in given)} />
        ))}
      </ol>
      {typeof walk.at !== 'string' && <Now key={walk.at.code} node={walk.at} onReply={reply} />}
      {walk.at === 'solved' && <Notice kind="good" title={t('solved')} live="polite" />}
      {walk.at === 'support' && (
        <Notice kind="wait" title={t('support', { phone })} live="polite">
          <p>
            <Link to="/certificate-test">{t('toTest')}</Link>
          </p>
        </Notice>
      )}
      {walk.taken.length > 0 && (
        <Button
          onClick={() => {
            setGiven({});
            again?.();
          }}
        >
          {t('fromStart')}
        </Button>
      )}
    </>
  );
}

function Taken({
  node,
  reply,
  isMeasured,
}: {
  readonly node: GuideNode;
  readonly reply: string;
  readonly isMeasured: boolean;
}) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const answer = node.kind === 'question' ? node.answers.find(({ code }) => code === reply)?.label : undefined;
  return (
    <li>
      <span>
        {local(node.kind === 'question' ? node.ask : node.cause)}{' '}
        <b>{answer ? local(answer) : t(reply === HELPED ? 'helped' : 'notHelped')}</b>
        {isMeasured && <span className="tag">{t('measured')}</span>}
      </span>
    </li>
  );
}

function Now({ node, onReply }: { readonly node: GuideNode; readonly onReply: (code: string, reply: string) => void }) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  if (node.kind === 'question') {
    return (
      <Panel tone="act" title={local(node.ask)}>
        <div className="stack">
          {node.answers.map(({ code, label }) => (
            <Button key={code} size="large" onClick={() => onReply(node.code, code)}>
              {local(label)}
            </Button>
          ))}
        </div>
      </Panel>
    );
  }
  const List = node.order === 'any' ? 'ul' : 'ol';
  return (
    <Panel tone="act" title={local(node.cause)}>
      <p>{t(`order.${node.order}`)}</p>
      <List className={`ways ways-${node.order}`}>
        {node.ways.map((way) => (
          <li key={way.do.zh}>
            {local(way.do)}
            {way.risk && <Notice kind="wait" title={local(way.risk)} />}
          </li>
        ))}
      </List>
      <div className="buttons">
        <Button type="primary" onClick={() => onReply(node.code, HELPED)}>
          {t('itHelped')}
        </Button>
        <Button onClick={() => onReply(node.code, NOT_HELPED)}>{t('itDidNot')}</Button>
      </div>
    </Panel>
  );
}
