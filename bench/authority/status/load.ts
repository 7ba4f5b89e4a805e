import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';

/** What is asked again and again. */
export interface Load {
  readonly url: string;
  /** Bodies of POST, one after the other. With `nonceAt`, 16 random bytes are put there each time. */
  readonly bodies: readonly Uint8Array[];
  readonly nonceAt: number | undefined;
  readonly seconds: number;
  readonly connections: number;
}

/** Answers in a second, and by which tool. */
export interface Loaded {
  readonly perSecond: number;
  readonly tool: 'wrk' | 'own';
}

function hasWrk(): boolean {
  try {
    execFileSync('wrk', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // It ends with 1 after its version.
    return error instanceof Error && 'status' in error && error.status === 1;
  }
}

/** Loads a responder with `wrk` where it is installed, else from this process. Throws when an answer is not 200. */
export function load(asked: Load, folder: string): Promise<Loaded> {
  return hasWrk() ? withWrk(asked, folder) : withOwn(asked);
}

async function withWrk({ url, bodies, nonceAt, seconds, connections }: Load, folder: string): Promise<Loaded> {
  const script = path.join(folder, 'load.lua');
  const list = bodies.map((body) => `"${[...body].map((byte) => `\\${byte}`).join('')}"`).join(',\n');
  const body =
    nonceAt === undefined
      ? 'return fixed[1 + n % #fixed]'
      : `local r = {}
  for i = 1, 16 do r[i] = string.char(math.random(0, 255)) end
  local b = bodies[1 + n % #bodies]
  return wrk.format("POST", nil, nil, b:sub(1, ${nonceAt}) .. table.concat(r) .. b:sub(${nonceAt + 17}))`;
  writeFileSync(
    script,
    `bodies = {\n${list}\n}
fixed = {}
n = 0
init = function()
  math.randomseed(os.time())
  wrk.headers["Content-Type"] = "application/ocsp-request"
  for i, b in ipairs(bodies) do fixed[i] = wrk.format("POST", nil, nil, b) end
end
request = function()
  n = n + 1
  ${body}
end\n`,
  );
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  if (!(perSecond > 0)) throw new Error(stdout);
  return { perSecond, tool: 'wrk' };
}

async function withOwn({ url, bodies, nonceAt, seconds, connections }: Load): Promise<Loaded> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const one = (body: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/ocsp-request', 'content-length': body.length };
      const request = http.request(url, { agent, method: 'POST', headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        response.resume().on('end', resolve);
      });
      request.on('error', reject);
      request.end(body);
    });
  const worker = async () => {
    while (performance.now() < end) {
      const body = (bodies[count % bodies.length] ?? new Uint8Array()).slice();
      if (nonceAt !== undefined) crypto.getRandomValues(body.subarray(nonceAt, nonceAt + 16));
      count += 1;
      await one(body);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { perSecond: count / seconds, tool: 'own' };
}
