import type { ReadAnswer } from '@yinxin/assistant/client';
import type { Diagnosis, DiagnosisFacts } from '@yinxin/assistant/diagnosis';
import type { GuideMeasure } from '@yinxin/programme';

/** What a page has found out of the assistant and the medium; null where nothing has answered yet. */
export interface Looked {
  /** `ok`, or the code of the assistant's refusal. */
  readonly assistant: string | null;
  /** What is on the medium, or the code of the refusal to read it. */
  readonly key: ReadAnswer | string | null;
}

/** What is known for the diagnosis. The hall itself is the website that reads, so `site` is known once it has. */
export function factsOf({ assistant, key }: Looked, taxNumberNeeded: boolean): DiagnosisFacts {
  return {
    browserSupported: null,
    assistant,
    key,
    activationNeeded: false,
    component: 'not-needed',
    site: key !== null && typeof key === 'object' ? 'ok' : null,
    taxNumberNeeded,
    arrears: null,
  };
}

/** The answer to a measured question of a guide; null where only the person can tell. */
export function measured({ lines }: Diagnosis, measure: GuideMeasure | undefined): 'yes' | 'no' | null {
  const line = lines.find(({ step }) => step === measure);
  if (!line || line.outcome === 'unknown') return null;
  return line.outcome === 'pass' ? 'yes' : 'no';
}
