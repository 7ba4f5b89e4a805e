// What is about to be signed, in full, in the words of the bytes themselves.
import { answerText } from './answer.js';
import { element } from './element.js';
import { language, say } from './words.js';

const local = (text) => (language() === 'en' ? text.en : text.zh);

const row = (label, value) => element('div', {}, element('dt', {}, label), element('dd', {}, value));

/** The facts that name the application: shown with the question and again where the PIN is typed. */
export function applicationFacts({ organisation, business, project, programme, order, dataVersion }) {
  return element(
    'dl',
    { class: 'facts' },
    row(say('ask.certificateOwner'), organisation.name),
    row(say('ask.creditCode'), organisation.creditCode),
    row(say('ask.business'), local(business)),
    row(say('ask.project'), `${local(programme)} · ${local(project)}`),
    row(say('ask.orderNumber'), order),
    row(say('ask.dataVersion'), say('ask.versionValue', { version: dataVersion })),
  );
}

/** Everything that is signed. */
export function applicationText(application) {
  const { fields, materials } = application;
  return element(
    'section',
    { class: 'output', 'aria-label': say('ask.signs') },
    element('strong', {}, say('ask.signs')),
    applicationFacts(application),
    element('dl', { class: 'facts' }, ...fields.map((one) => row(local(one.label), answerText(one, language())))),
    materials.length === 0 ? null : element('strong', {}, say('ask.materials')),
    element(
      'dl',
      { class: 'facts' },
      ...materials.map((one) => row(local(one.label), `${one.name} [${one.sha256.slice(0, 16)}]`)),
    ),
  );
}
