/** A restore that stops in the middle, for the test that kills it: `node restore.fixture.ts URL DATADIR JOURNAL`. */
import { connect } from '../../platform/database/index.ts';
import { systemClock } from '../../platform/index.ts';
import { restoreFromJournal } from './restore.ts';

const [url = '', dataDir = '', file = ''] = process.argv.slice(2);
const db = connect(url);
const stop = () =>
  new Promise<never>(() => {
    process.send?.('in the middle');
    setInterval(() => {}, 1000);
  });
await restoreFromJournal(
  { db, clock: systemClock, ports: { audit: stop }, installed: `${dataDir}/ca/journal.jsonl` },
  file,
  { dryRun: false },
);
