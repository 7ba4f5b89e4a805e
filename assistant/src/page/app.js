// Keeps the page in step with the assistant: reads its state, shows it, waits for the next event.
import { ask } from './api.js';
import { askBox } from './asks.js';
import { checkUp } from './checkup.js';
import { noticeOf } from './dialog.js';
import { element, fill } from './element.js';
import { mediumPanel, stateChip } from './medium.js';
import { changePin, testSignature, unlock } from './tasks.js';
import { language, loadWords, say } from './words.js';

const RETRY_MS = 1500;
const place = (id) => document.getElementById(id);
let state = null;

/** Runs an operation from a plain button; a refusal is shown beside it. */
async function act(beside, operation, params) {
  beside.querySelector(':scope > .alert')?.remove();
  try {
    await ask(operation, params);
  } catch (error) {
    beside.append(noticeOf(error));
  }
}

function task(name, enabled, run) {
  const button = element(
    'button',
    { type: 'button', disabled: !enabled, 'data-key': `task-${name}`, on: { click: run } },
    say(`actions.${name}`),
    element('span', {}, say(`actions.${name}Hint`)),
  );
  return button;
}

/** What begins in the hall, by the three places of the client; what cannot be begun says why in one line (PA-05). */
function sectionsOf({ medium, pairings, sections }) {
  const why = !medium ? 'noKey' : pairings.paired.length === 0 ? 'noHall' : null;
  const entry = ({ code, href }) =>
    element(
      'li',
      {},
      href
        ? element(
            'a',
            { href, target: '_blank', rel: 'noopener', 'data-key': `entry-${code}` },
            say(`sections.${code}`),
          )
        : element('span', { class: 'hint' }, say(`sections.${code}`)),
    );
  return [
    ...(why ? [element('p', { class: 'hint' }, say(`sections.${why}`))] : []),
    ...sections.flatMap(({ code, entries }) => [
      element('h3', {}, say(`sections.${code}`)),
      element('ul', { class: 'entries' }, ...entries.map(entry)),
    ]),
  ];
}

function showTasks({ medium, pairings, sections }) {
  const made = medium?.state === 'made';
  const open = made && !medium.open;
  const lockable = made || medium?.state === 'locked';
  fill(
    place('actions'),
    element('h2', { id: 'actions-heading' }, say('actions.heading')),
    element(
      'div',
      { class: 'tasks' },
      task('testSignature', open, () => testSignature(medium)),
      task('changePin', open, () => changePin(medium)),
      task('unlock', lockable && !medium.open, () => unlock(medium)),
      task('checkUp', true, () => checkUp(medium)),
    ),
    ...sectionsOf({ medium, pairings, sections }),
  );
}

function stockItem(item, inserted) {
  const { serial } = item;
  const [word, operation] = inserted ? ['remove', 'remove'] : ['insert', 'insert'];
  const click = () => act(place('stock'), operation, inserted ? {} : { serial });
  return element(
    'li',
    { class: inserted ? 'on' : '' },
    element('span', { class: 'grow code' }, serial),
    stateChip(item.state),
    inserted ? element('span', { class: 'chip good' }, say('stock.inserted')) : null,
    element(
      'button',
      {
        type: 'button',
        disabled: item.state === 'damaged',
        'data-key': `slot-${serial}`,
        'aria-label': say(`stock.${word}Named`, { serial }),
        on: { click },
      },
      say(`stock.${word}`),
    ),
  );
}

function showStock({ sandbox, stock, medium }) {
  place('stock').hidden = !sandbox;
  if (!sandbox) return;
  fill(
    place('stock'),
    element('h2', { id: 'stock-heading' }, say('stock.heading')),
    element('p', { class: 'hint' }, say('stock.hint')),
    element('ul', { class: 'list' }, ...stock.map((item) => stockItem(item, item.serial === medium?.serial))),
  );
}

function question({ id, origin, code }) {
  const box = element('section', { class: 'panel ask' });
  const answer = (approve) => act(box, 'answer-pairing', { id, approve });
  const button = (word, approve, kind) =>
    element(
      'button',
      { type: 'button', class: kind, 'data-key': `${word}-${id}`, on: { click: () => answer(approve) } },
      say(`pairing.${word}`),
    );
  box.append(
    element('h2', {}, say('pairing.heading')),
    element('p', {}, say('pairing.question', { origin })),
    element('p', { class: 'hint' }, say('pairing.check')),
    element('p', { class: 'digits' }, code),
    element('div', { class: 'row' }, button('allow', true, 'primary'), button('deny', false, '')),
  );
  return box;
}

function website({ origin, since }) {
  return element(
    'li',
    {},
    element('span', { class: 'grow' }, origin),
    element('span', { class: 'hint' }, say('pairing.preapproved', { since: since.slice(0, 10) })),
    element(
      'button',
      {
        type: 'button',
        'data-key': `revoke-${origin}`,
        'aria-label': say('pairing.revokeNamed', { origin }),
        on: { click: () => act(place('websites'), 'revoke-pairing', { origin }) },
      },
      say('pairing.revoke'),
    ),
  );
}

function showPairings({ pairings, asks, medium }) {
  const answerable = asks.filter(({ serial }) => serial === medium?.serial);
  fill(place('pairing'), ...pairings.waiting.map(question), ...answerable.map((asked) => askBox(asked, medium)));
  fill(
    place('websites'),
    element('h2', { id: 'websites-heading' }, say('pairing.listHeading')),
    pairings.paired.length === 0
      ? element('p', { class: 'hint' }, say('pairing.nobody'))
      : element('ul', { class: 'list' }, ...pairings.paired.map(website)),
  );
}

function show() {
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = say(node.dataset.text);
  document.title = say('app.name');
  const button = place('language');
  button.textContent = say('app.languageShort');
  button.lang = language() === 'en' ? 'zh-CN' : 'en';
  if (!state) {
    for (const [id, heading] of [
      ['medium', 'medium.heading'],
      ['actions', 'actions.heading'],
      ['websites', 'pairing.listHeading'],
    ])
      fill(
        place(id),
        element('h2', { id: `${id}-heading` }, say(heading)),
        element('p', { class: 'hint' }, say('app.loading')),
      );
    return;
  }
  fill(place('medium'), ...mediumPanel(state));
  showTasks(state);
  showStock(state);
  showPairings(state);
  place('version').textContent = say('app.version', { version: state.version });
}

async function follow() {
  for (;;) {
    try {
      state = await ask('state');
      place('offline').hidden = true;
      show();
      await ask('events', { after: state.revision });
    } catch {
      place('offline').hidden = false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

place('language').addEventListener('click', async () => {
  await loadWords(language() === 'en' ? 'zh-CN' : 'en');
  show();
});
await loadWords();
show();
await follow();
