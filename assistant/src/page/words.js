// The texts of the page in the chosen language.
const KEPT = 'yinxin-assistant-language';
let words = {};
let current = localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN';

export const language = () => current;

export async function loadWords(wanted = current) {
  const response = await fetch(`/texts/${wanted}.json`);
  words = await response.json();
  current = wanted;
  localStorage.setItem(KEPT, wanted);
  document.documentElement.lang = wanted;
}

/** The text at a dotted path, with `{name}` replaced. */
export function say(path, params = {}) {
  const text = path.split('.').reduce((node, key) => node?.[key], words) ?? path;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/** A problem document of the assistant, in the chosen language: what happened and what to do. */
export function explain(problem) {
  const key = current === 'en' ? 'en' : 'zh';
  const reason = problem.code === 'E_PIN_POLICY' ? say(`pinWeakness.${problem.params?.reason}`) : '';
  // In the words of this page, which may be a product's own; what it does not know comes as the assistant said it.
  const known = words.errors?.[problem.code];
  const own = (part, given) => (known?.[part] ? say(`errors.${problem.code}.${part}`, problem.params) : given[key]);
  return { what: reason || own('what', problem.detail), next: own('next', problem.next) };
}
