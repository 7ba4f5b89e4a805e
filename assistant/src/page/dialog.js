// Dialogs with a form: a title, fields, one main button, and a place for what came of it.
import { isProblem } from './api.js';
import { element } from './element.js';
import { explain, say } from './words.js';

let counter = 0;

/** A labelled PIN field. `hint` may be null. */
export function pinField(label, hint = null, attributes = {}) {
  counter += 1;
  const id = `field-${counter}`;
  const input = element('input', {
    id,
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: '16',
    required: true,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    ...attributes,
  });
  const field = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    input,
    hint ? element('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
  );
  return { field, input };
}

/** One box that shows or hides the PINs in these inputs. */
export function showBox(...inputs) {
  counter += 1;
  const id = `show-${counter}`;
  const flip = (event) => {
    for (const input of inputs) input.type = event.target.checked ? 'text' : 'password';
  };
  return element(
    'div',
    { class: 'check' },
    element('input', { type: 'checkbox', id, on: { change: flip } }),
    element('label', { for: id }, say('pin.show')),
  );
}

/** How many tries a PIN has. */
export const triesText = (left) => (left === 1 ? say('pin.lastTry') : say('pin.leftBefore', { left }));

/** After a wrong PIN the hint under its field must not go on naming the old number. */
function countDown(form, error) {
  const input = form.querySelector('input[data-tries]');
  if (error?.code !== 'E_PIN_WRONG' || !input) return;
  document.getElementById(`${input.id}-hint`).textContent = triesText(error.params.left);
}

export const notice = (tone, what, next = '') =>
  element('div', { class: `alert ${tone}` }, element('strong', {}, what), next === '' ? null : next);

/** The notice for something that was thrown. */
export function noticeOf(error) {
  if (!isProblem(error)) return notice('bad', say('app.offline'));
  const { what, next } = explain(error);
  return notice('bad', what, next);
}

/**
 * Opens a dialog. `run()` does the work and answers what to show; `done` in its answer hides the form.
 * A refusal is shown in the dialog, with the focus on the first field again.
 */
export function openDialog({ title, intro, fields = [], action, run }) {
  const result = element('div', { role: 'status', 'aria-live': 'polite' });
  const body = element('div', {}, ...fields);
  const submit = element('button', { type: 'submit', class: 'primary' }, action);
  const close = element('button', { type: 'button', on: { click: () => dialog.close() } }, say('actions.cancel'));
  const form = element('form', { novalidate: true }, body, result, element('div', { class: 'row end' }, close, submit));
  const heading = element('h2', { id: 'dialog-heading' }, title);
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'dialog-heading' },
    heading,
    element('p', { class: 'hint' }, intro),
    form,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const missing = [...form.querySelectorAll('[required]')].find((input) => input.value === '');
    if (missing) {
      missing.focus();
      return;
    }
    submit.disabled = true;
    result.replaceChildren(notice('', say('actions.working')));
    try {
      const answer = await run();
      result.replaceChildren(...answer.show);
      close.textContent = say('actions.close');
      if (answer.done) {
        body.hidden = true;
        submit.hidden = true;
        close.focus();
      }
      if (answer.action) submit.textContent = answer.action;
    } catch (error) {
      result.replaceChildren(noticeOf(error));
      countDown(form, error);
      form.querySelector('input:not([type=checkbox])')?.select();
    } finally {
      submit.disabled = false;
    }
  });
  // The page behind may have been drawn anew, so the button that opened the dialog is found again by its key.
  const opener = document.activeElement?.dataset.key;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener) document.querySelector(`[data-key="${CSS.escape(opener)}"]`)?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
