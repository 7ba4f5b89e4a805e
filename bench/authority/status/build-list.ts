/** A child of the CRL bench: makes one full list and tells its time and the most memory it took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse } from './house.ts';
import { issuanceOf } from './issuance.ts';

const [dataDir = ''] = process.argv.slice(2);
const platform = await openHouse(dataDir);
try {
  await platform.deps.jobs.start();
  const { crl } = await (await issuanceOf(platform)).open();
  await sleep(200);
  const before = process.resourceUsage().maxRSS;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await crl.publish('issuing');
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, maxRss: process.resourceUsage().maxRSS, before }));
} finally {
  await platform.close();
}
