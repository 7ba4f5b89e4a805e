/** An answer in words, and as it is signed where that is something else: nothing is signed that is not shown. */
export function answerText({ value, text }, language) {
  const words = language === 'en' ? text.en : text.zh;
  return words === value ? words : `${words} [${value}]`;
}
