// npm start: installs what is missing, builds what is stale, starts everything as a sandbox. Ctrl-C ends it all.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { buildWebBeside } from './build-web.mjs';
import { ensureInstalled, environment, nodeBinary, root } from './installed.mjs';
import { isFree, nextFree } from './ports.mjs';

ensureInstalled();
const guard = new URL('./end-with-parent.mjs', import.meta.url).href;
const children = new Set();
let isEnding = false;

/** Starts a program of ours on our Node; it ends when we do, in whatever way. Without an essential one we end too. */
function run(script, args, env, stdio, isEssential) {
  const child = spawn(nodeBinary(), ['--import', guard, path.join(root, script), ...args], {
    cwd: root,
    env: environment(env),
    stdio,
  });
  children.add(child);
  child.once('exit', (code) => {
    children.delete(child);
    if (!isEnding) {
      console.error(`${script} ended (${code ?? 'killed'}).`);
      if (isEssential) end(code || 1);
    }
  });
  return child;
}

function end(code) {
  if (isEnding) return;
  isEnding = true;
  const finish = () => process.exit(code);
  if (children.size === 0) finish();
  for (const child of children) {
    child.once('exit', () => children.size === 0 && finish());
    child.kill('SIGTERM');
  }
  // A request that does not end must not keep the terminal.
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
  }, 30_000).unref();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

async function choosePort(name, fallback, taken = []) {
  const wanted = process.env[name];
  if (!wanted) {
    const port = await nextFree(fallback, undefined, taken);
    if (port !== fallback)
      console.log(`端口 ${fallback} 已被占用，改用 ${port} · Port ${fallback} is busy, using ${port}`);
    return port;
  }
  if (!(await isFree(Number(wanted)))) {
    console.error(`端口 ${wanted} 已被占用 · Port ${wanted} (${name}) is busy. Choose another, or leave it unset.`);
    process.exit(1);
  }
  return Number(wanted);
}

function ready(child, what) {
  return new Promise((resolve, reject) => {
    child.once('message', (message) =>
      message.ready ? resolve(message.ready) : reject(new Error(message.failed ?? what)),
    );
    child.once('exit', () => reject(new Error(`${what} did not start`)));
  });
}

function print({ url, dataDir, databaseDir, accounts }, assistantUrl) {
  const lines = [
    '',
    '  印信 Yinxin · 沙箱 sandbox',
    '',
    `  办事大厅 Portal     ${url}/`,
    `  工作台   Console    ${url}/console`,
    `  接口     API        ${url}/docs`,
    ...(assistantUrl ? [`  证书助手 Assistant  ${assistantUrl}/`] : []),
    '',
  ];
  if (accounts.length > 0) {
    lines.push('  沙箱账号（随机密码，只在这台电脑上）· Sandbox accounts, random passwords, on this machine only');
    const width = Math.max(...accounts.map(({ username }) => username.length));
    for (const { username, password, roles } of accounts)
      lines.push(`    ${username.padEnd(width)}  ${password}  ${roles.join(', ')}`);
    lines.push('');
  }
  lines.push(`  数据 Data           ${dataDir}`);
  if (databaseDir && !databaseDir.startsWith(dataDir)) {
    lines.push(
      `  数据库 Database     ${databaseDir}  (PostgreSQL 的运行用户无法进入上面的目录 · its user cannot enter the folder above)`,
    );
  }
  lines.push('  按 Ctrl-C 结束 · Press Ctrl-C to end', '');
  console.log(lines.join('\n'));
}

try {
  const dataDir = path.resolve(root, process.env.YINXIN_DATA_DIR ?? '.yinxin');
  const port = await choosePort('YINXIN_PORT', 8080);
  const assistantPort = await choosePort('YINXIN_ASSISTANT_PORT', 18_080, [port]);
  const assistantUrl = `http://127.0.0.1:${assistantPort}`;
  const server = run(
    'server/src/main.ts',
    [],
    {
      YINXIN_MODE: 'sandbox',
      // Not the settings of a production that happens to live in this folder.
      YINXIN_CONFIG: process.env.YINXIN_CONFIG ?? path.join(dataDir, 'yinxin.yaml'),
      YINXIN_PORT: String(port),
      YINXIN_DATA_DIR: dataDir,
      YINXIN_ASSISTANT_URL: assistantUrl,
      YINXIN_LOG_FILE: process.env.YINXIN_LOG_FILE ?? path.join(dataDir, 'server.log'),
    },
    ['ignore', 'inherit', 'inherit', 'ipc'],
    true,
  );
  const origin = (address) => ['--origin', address];
  const pages = buildWebBeside();
  const assistant = run(
    'assistant/src/main.ts',
    [
      ...['--sandbox', '--data', path.join(dataDir, 'assistant'), '--port', String(assistantPort), '--media', '3'],
      ...origin(`http://127.0.0.1:${port}`),
      ...origin(`http://localhost:${port}`),
    ],
    {},
    ['ignore', 'ignore', 'inherit', 'ipc'],
    false,
  );
  // Whoever waits for the first page should not wait for the assistant.
  if (assistant.pid) os.setPriority(assistant.pid, 5);
  const [started] = await Promise.all([ready(server, 'the server'), pages]);
  print(started, assistantUrl);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  end(1);
}
