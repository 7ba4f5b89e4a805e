import { Link } from '@tanstack/react-router';
import { type DiagnosisLine, diagnose, diagnosisWords, reportNumber, verdictWords } from '@yinxin/assistant/diagnosis';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel } from '../../shared/parts/index.ts';
import { useServerTime } from '../../shared/session/index.tsx';
import { Entries } from '../help/entries.tsx';
import { Reader } from '../order/steps/reader.tsx';
import { useProgrammes } from '../programmes.ts';
import { factsOf } from './facts.ts';
import { useLooked } from './use-looked.ts';

const TONES = { sound: 'good', 'tax-number': 'wait', fault: 'problem', incomplete: 'info' } as const;

/** The certificate information test 证书信息检测: reads the inserted certificate and judges it; nobody has to sign in (BJ-37). */
export function CertificateTestPage() {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  const format = useFormat();
  const serverTime = useServerTime();
  const looked = useLooked();
  const [forTaxes, setForTaxes] = useState(true);
  const [number] = useState(() =>
    reportNumber(serverTime(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes.length))),
  );
  const { key, state } = looked;
  const { lines, verdict } = diagnose(factsOf(looked, forTaxes));
  const sign = key !== null && typeof key === 'object' ? key.containers.find((one) => one.sign)?.sign : null;
  const shown = lines.filter(({ code }) => code !== 'NOT_NEEDED' && code !== 'NOT_ASKED' && code !== 'BROWSER_UNKNOWN');
  return (
    <div className="narrow">
      <PageTitle
        title={t('test.title')}
        lead={t('test.lead')}
        above={
          <p className="crumbs">
            <Link to="/help">{t('help:back')}</Link>
          </p>
        }
      >
        {t('test.title')}
      </PageTitle>
      <Panel title={t('looked')}>
        <Reader assistant={state} />
        <Checkbox checked={forTaxes} onChange={(event) => setForTaxes(event.target.checked)}>
          {t('test.forTaxes')}
        </Checkbox>
      </Panel>
      <Notice kind={TONES[verdict]} title={local(verdictWords(verdict))} live="polite" />
      {sign && (
        <Panel title={t('test.attributes')}>
          <Facts
            of={[
              [t('test.owner'), sign.owner],
              [t('test.organisationCode'), sign.organisationCode ?? t('test.none')],
              [t('test.taxNumber'), sign.taxNumber ?? t('test.none')],
              [t('test.valid'), t('test.fromTo', { from: format.day(sign.notBefore), to: format.day(sign.notAfter) })],
            ]}
          />
        </Panel>
      )}
      <Panel title={t('test.lines')}>
        <ol className="checks">
          {shown.filter(isReached).map((line) => (
            <Line key={line.step} of={[line]} />
          ))}
          <Line of={shown.filter((line) => !isReached(line))} />
        </ol>
        <p className="small quiet">
          {t('test.number')} <span className="code">{number}</span>
        </p>
        <div className="buttons">
          <Button onClick={state.again}>{t('test.again')}</Button>
          <Button onClick={() => window.print()}>{t('test.print')}</Button>
        </div>
      </Panel>
      <Guides />
    </div>
  );
}

/** What to ask oneself next, step by step, where the test alone does not tell. */
function Guides() {
  const { t } = useTranslation('diagnosis');
  const guides = (useProgrammes().data?.programmes ?? []).flatMap((programme) =>
    programme.guides.map((guide) => ({ programme, ...guide })),
  );
  if (guides.length === 0) return null;
  return (
    <Panel title={t('test.guides')}>
      <ul className="links">
        <Entries
          of={guides}
          link={({ programme, slug }, text) => <Link to={`/guides/${programme.code}/${slug}`}>{text}</Link>}
        />
      </ul>
    </Panel>
  );
}

const isReached = ({ code }: DiagnosisLine) => code !== 'NOT_REACHED';

/** One finding, of one step or of several that share it. */
function Line({ of: [line, ...more] }: { readonly of: readonly DiagnosisLine[] }) {
  const { t } = useTranslation('diagnosis');
  const local = useLocal();
  if (!line) return null;
  const { step, what, ways } = diagnosisWords(line);
  const steps = [step, ...more.map((one) => diagnosisWords(one).step)];
  return (
    <li data-code={line.code}>
      <span>
        <b>{steps.map(local).join(t('test.between'))}</b> <span className="tag">{t(`outcome.${line.outcome}`)}</span>
        <br />
        {local(what)}
        {ways.length > 0 && (
          <ul className="links">
            {ways.map((way) => (
              <li key={way.zh}>{local(way)}</li>
            ))}
          </ul>
        )}
      </span>
    </li>
  );
}
